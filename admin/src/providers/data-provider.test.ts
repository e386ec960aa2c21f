import { HttpError } from 'ra-core';
import { describe, expect, it } from 'vitest';
import { type Client, ClientError, type Variables } from '#client';
import { createDataProvider } from './data-provider.ts';

type Asked = { document: string; variables: Variables };

/** A gateway that answers the same to everything and remembers what it was asked. */
function gatewayThat(answer: unknown) {
  const asked: Asked[] = [];
  const client = {
    query: async (document: string, variables: Variables = {}) => {
      asked.push({ document, variables });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as Client;
  return { provider: createDataProvider(client), asked };
}

const page = (nodes: unknown[], totalCount: number) => ({
  orders: { totalCount, nodes, pageInfo: { hasNextPage: true, hasPreviousPage: false } },
});

describe('a list', () => {
  it('asks for a page, an order and a filter, and names each record by its key', async () => {
    const { provider, asked } = gatewayThat(page([{ orderId: 'a:1', status: 'paid' }], 310));
    const answer = await provider.getList('orders', {
      pagination: { page: 3, perPage: 50 },
      sort: { field: 'placedAt', order: 'DESC' },
      filter: { status: ['paid'], q: 'berlin' },
    });
    expect(asked[0]?.variables).toEqual({
      first: 50,
      skip: 100,
      orderBy: [{ field: 'placedAt', direction: 'DESC' }],
      filter: { status: { in: ['paid'] } },
      search: 'berlin',
    });
    expect(answer.data).toEqual([{ id: 'a:1', orderId: 'a:1', status: 'paid' }]);
    expect(answer.total).toBe(310);
    expect(answer.pageInfo?.hasNextPage).toBe(true);
  });

  it('sorts by the key where React-Admin says «id»', async () => {
    const { provider, asked } = gatewayThat(page([], 0));
    await provider.getList('orders', {
      pagination: { page: 1, perPage: 10 },
      sort: { field: 'id', order: 'ASC' },
      filter: {},
    });
    expect(asked[0]?.variables.orderBy).toEqual([{ field: 'orderId', direction: 'ASC' }]);
  });

  it('of many ids is one question', async () => {
    const { provider, asked } = gatewayThat(page([{ orderId: 'a' }, { orderId: 'b' }], 2));
    const { data } = await provider.getMany('orders', { ids: ['a', 'b'] });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.variables).toEqual({ first: 2, filter: { orderId: { in: ['a', 'b'] } } });
    expect(data.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('of referring records adds the reference to the filter', async () => {
    const { provider, asked } = gatewayThat(page([], 0));
    await provider.getManyReference('orders', {
      target: 'customerKey',
      id: 'c:1',
      pagination: { page: 1, perPage: 5 },
      sort: { field: 'placedAt', order: 'DESC' },
      filter: { status: 'paid' },
    });
    expect(asked[0]?.variables.filter).toEqual({ customerKey: { eq: 'c:1' }, status: { eq: 'paid' } });
  });
});

describe('one record', () => {
  it('is asked for by its key', async () => {
    const { provider, asked } = gatewayThat({ sku: { sku: 'NK-1', title: 'Basket' } });
    expect((await provider.getOne('skus', { id: 'NK-1' })).data).toEqual({
      id: 'NK-1',
      sku: 'NK-1',
      title: 'Basket',
    });
    expect(asked[0]?.document).toContain('sku(sku: $id)');
  });

  it('that does not exist is a 404', async () => {
    const { provider } = gatewayThat({ order: null });
    await expect(provider.getOne('orders', { id: 'none' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('a refusal of the gateway', () => {
  it.each([
    ['UNAUTHENTICATED', 401],
    ['FORBIDDEN', 403],
    ['NOT_FOUND', 404],
    ['CONFLICT', 409],
    ['INPUT_INVALID', 422],
    ['RATE_LIMITED', 429],
    ['WAREHOUSE_UNREACHABLE', 500],
  ])('%s is HTTP status %i, with the remedy in the message', async (code, status) => {
    const { provider } = gatewayThat(new ClientError(code, 'This cannot be.', { fix: 'Do that.' }));
    const failure = await provider.getOne('orders', { id: '1' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HttpError);
    expect(failure).toMatchObject({ status, message: 'This cannot be. Do that.', body: { code } });
  });

  it('leaves a cancelled request as it is', async () => {
    const cancelled = new DOMException('cancelled', 'AbortError');
    const { provider } = gatewayThat(cancelled);
    await expect(provider.getOne('orders', { id: '1' })).rejects.toBe(cancelled);
  });
});

describe('a decision', () => {
  const decided = { decidePurchaseSuggestion: { suggestionId: 'PS-1', state: 'edited' } };

  it('is sent with its quantity as text', async () => {
    const { provider, asked } = gatewayThat(decided);
    const { data } = await provider.update('purchaseSuggestions', {
      id: 'PS-1',
      data: { decision: 'APPROVE', qty: '120.5' },
      previousData: { id: 'PS-1' },
    });
    expect(asked[0]?.variables).toEqual({
      input: { suggestionId: 'PS-1', decision: 'APPROVE', qty: '120.5' },
    });
    expect(data).toMatchObject({ id: 'PS-1', state: 'edited' });
  });

  it('has no quantity where none was given', async () => {
    const { provider, asked } = gatewayThat(decided);
    await provider.update('purchaseSuggestions', {
      id: 'PS-1',
      data: { decision: 'REJECT' },
      previousData: { id: 'PS-1' },
    });
    expect(asked[0]?.variables).toEqual({ input: { suggestionId: 'PS-1', decision: 'REJECT' } });
  });

  it('is the only change: everything else is read only', async () => {
    const { provider, asked } = gatewayThat(decided);
    await expect(
      provider.update('orders', { id: '1', data: {}, previousData: { id: '1' } }),
    ).rejects.toMatchObject({ status: 405 });
    await expect(provider.delete('orders', { id: '1' })).rejects.toMatchObject({ status: 405 });
    await expect(provider.create('skus', { data: {} })).rejects.toMatchObject({ status: 405 });
    expect(asked).toEqual([]);
  });
});
