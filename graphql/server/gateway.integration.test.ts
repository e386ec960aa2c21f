import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import type { Client } from '../client/index.ts';
import { type GatewayUnderTest, startGatewayUnderTest } from '../testing/gateway-under-test.ts';
import { insertOrders, orders } from '../testing/orders.ts';

let database: TestDatabase;
let gateway: GatewayUnderTest;
let data: Client;
let shop: Client;

beforeAll(async () => {
  database = await testDatabase('gateway');
  gateway = await startGatewayUnderTest(database);
  await insertOrders(database.warehouse);
  data = await gateway.login('data');
  shop = await gateway.login('shop');
});

afterAll(async () => {
  await gateway?.stop();
  await database?.drop();
});

type Page = {
  orders: {
    totalCount: number;
    nodes: {
      orderId: string;
      shopId: string;
      city: string | null;
      placedAt: string;
      shippedAt: string | null;
    }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};
const page = `query ($first: Int, $after: String, $filter: OrderFilter, $orderBy: [OrderOrder!], $search: String) {
  orders(first: $first, after: $after, filter: $filter, orderBy: $orderBy, search: $search) {
    totalCount nodes { orderId shopId city placedAt shippedAt } pageInfo { hasNextPage endCursor } } }`;

async function allPages(client: Client, variables: Record<string, unknown>): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const { orders: one }: Page = await client.query<Page>(page, { ...variables, first: 7, after });
    ids.push(...one.nodes.map(({ orderId }) => orderId));
    if (!one.pageInfo.hasNextPage) return ids;
    after = one.pageInfo.endCursor;
  }
}

const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );

describe('connections', () => {
  it('give every row once, page by page, in any order, with gaps in the ordering column', async () => {
    const orders: { field: string; direction: string }[][] = [
      [],
      [{ field: 'placedAt', direction: 'DESC' }],
      [{ field: 'shippedAt', direction: 'ASC' }],
      [
        { field: 'shippedAt', direction: 'DESC' },
        { field: 'totalAmount', direction: 'ASC' },
      ],
    ];
    for (const orderBy of orders) {
      const ids = await allPages(data, { orderBy });
      expect(ids).toHaveLength(60);
      expect(new Set(ids).size).toBe(60);
    }
  });

  it('neither repeat nor skip a row when others arrive between pages', async () => {
    const orderBy = [{ field: 'totalAmount', direction: 'ASC' }];
    const first: Page = await data.query(page, { first: 30, orderBy });
    const early = { ...orders[0]!, order_id: 'early', total_amount: '-1' };
    await database.warehouse.insertRows('dwd_trd_order_acc', [early]);
    try {
      const after = first.orders.pageInfo.endCursor;
      const second: Page = await data.query(page, { first: 200, after, orderBy });
      const ids = [...first.orders.nodes, ...second.orders.nodes].map(({ orderId }) => orderId);
      expect(new Set(ids)).toEqual(new Set(orders.map((order) => order.order_id)));
      expect(ids).toHaveLength(60);
    } finally {
      await database.warehouse.command(
        "alter table dwd_trd_order_acc delete where order_id = 'early' settings mutations_sync = 2",
      );
    }
  });

  it('filter by every kind of column and count what is left', async () => {
    const count = async (filter: unknown, search?: string) =>
      (await data.query<Page>(page, { first: 0, filter, search })).orders.totalCount;
    expect(await count({ shopId: { eq: 's1' } })).toBe(20);
    expect(await count({ shopId: { in: ['s1', 's2'] }, channel: { like: 'AMA%' } })).toBe(30);
    expect(await count({ totalAmount: { gte: '10.10', lt: '12.10' } })).toBe(2);
    expect(await count({ placedAt: { gte: '2026-03-01T00:00:04Z' } })).toBe(12);
    expect(await count({ placedAt: { in: ['2026-03-01T01:00:00.000+01:00'] } })).toBe(12);
    expect(await count({ shippedAt: { isNull: true } })).toBe(15);
    expect(await count({ lineCount: { eq: 1 }, units: { eq: '1.5' } })).toBe(60);
    expect(await count({ orderId: { in: [] } })).toBe(0);
    expect(await count({}, "o0'); drop table x --")).toBe(0);
    expect(await count({}, 'O07')).toBe(1);
  });

  it('refuse cursors of another order, pages and lists that are too long', async () => {
    const { orders: one }: Page = await data.query(page, { first: 1 });
    const after = one.pageInfo.endCursor;
    const orderBy = [{ field: 'channel', direction: 'ASC' }];
    expect(await codeOf(data.query(page, { after, orderBy }))).toBe('INPUT_INVALID');
    expect(await codeOf(data.query(page, { after: 'x' }))).toBe('INPUT_INVALID');
    expect(await codeOf(data.query(page, { first: 201 }))).toBe('INPUT_INVALID');
    expect(await codeOf(data.query(page, { filter: { orderId: { in: Array(201).fill('x') } } }))).toBe(
      'INPUT_INVALID',
    );
  });

  it('lead to one and to many, and find rows by their global id', async () => {
    const answer = await data.query<{
      order: {
        id: string;
        customer: { customerKey: string; orderCount: number; orders: { orderId: string }[] };
      };
    }>('{ order(orderId: "o08") { id customer { customerKey orderCount orders(first: 2) { orderId } } } }');
    expect(answer.order.customer).toEqual({
      customerKey: 'c1',
      orderCount: 9007199254740991,
      orders: [{ orderId: 'o01' }, { orderId: 'o08' }],
    });
    const { node } = await data.query<{ node: unknown }>(
      'query ($id: ID!) { node(id: $id) { id ... on Order { orderId totalAmount units } } }',
      { id: answer.order.id },
    );
    expect(node).toEqual({ id: answer.order.id, orderId: 'o08', totalAmount: '8.1', units: '1.5' });
  });
});

describe('row policy', () => {
  it('hides rows in lists, totals, single rows, ids, links and Arrow', async () => {
    const seen: Page = await shop.query(page, { first: 200 });
    expect(seen.orders.totalCount).toBe(20);
    expect(new Set(seen.orders.nodes.map(({ shopId }) => shopId))).toEqual(new Set(['s1']));
    const filter = { shopId: { in: ['s1', 's2'] } };
    expect((await shop.query<Page>(page, { filter })).orders.totalCount).toBe(20);
    expect(await shop.query('{ order(orderId: "o01") { orderId } }')).toEqual({ order: null });
    const hidden = await data.query<{ order: { id: string } }>('{ order(orderId: "o01") { id } }');
    const byId = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await shop.query(byId, { id: hidden.order.id })).toEqual({ node: null });
    const linked = await shop.query<{ customer: { orders: { orderId: string }[] } }>(
      '{ customer(customerKey: "c1") { orders(first: 100) { orderId } } }',
    );
    const own = orders.filter((order) => order.customer_key === 'c1' && order.shop_id === 's1');
    expect(linked.customer.orders).toHaveLength(own.length);
    // o05 is of another shop's customer.
    const foreign = await shop.query(
      '{ orders(filter: {customerKey: {eq: "c5"}}) { nodes { customer { segment } } } }',
    );
    expect(JSON.stringify(foreign)).not.toContain('loyal');
  });

  it('gives an empty claim nothing', async () => {
    const nobody = await gateway.login('nobody');
    expect((await nobody.query<Page>(page, {})).orders.totalCount).toBe(0);
  });

  it('masks personal data, and lets nobody filter, search or order by what is masked', async () => {
    const boss = await gateway.login('boss');
    const { orders: masked }: Page = await boss.query(page, { first: 1 });
    expect(masked.nodes[0]?.city).toBeNull();
    expect((await data.query<Page>(page, { first: 1 })).orders.nodes[0]?.city).toBe('City 0');
    expect(await codeOf(boss.query(page, { filter: { city: { eq: 'City 1' } } }))).toBe('FORBIDDEN');
    expect(await codeOf(boss.query(page, { orderBy: [{ field: 'city', direction: 'ASC' }] }))).toBe(
      'FORBIDDEN',
    );
    expect((await boss.query<Page>(page, { search: 'City 1' })).orders.totalCount).toBe(0);
    expect((await data.query<Page>(page, { search: 'City 1' })).orders.totalCount).toBe(11);
  });
});

describe('metrics', () => {
  const question = `query ($input: MetricQueryInput!) { metrics(input: $input) {
    rowCount truncated columns { name kind type strings numbers decimals } totals { name value }
    freshness { models } cost { rowsRead queryId } } }`;
  const input = {
    metrics: ['orders'],
    dimensions: ['shop_id'],
    time: { from: '2026-03-01', to: '2026-03-02', grain: 'DAY' },
    orderBy: [{ field: 'shop_id', direction: 'ASC' }],
    totals: true,
  };

  it('answer with columns, under the viewer’s policy', async () => {
    const { metrics } = await data.query<{ metrics: Record<string, unknown> }>(question, { input });
    expect(metrics).toMatchObject({
      rowCount: 2,
      truncated: false,
      columns: [
        { name: 'time', kind: 'TIME', strings: ['2026-03-01', '2026-03-01'], numbers: null },
        { name: 'shop_id', strings: ['s1', 's2'] },
        { name: 'orders', kind: 'METRIC', numbers: [20, 40], strings: null },
      ],
      totals: [{ name: 'orders', value: '60' }],
      freshness: { models: ['dwd_trd_order_acc'] },
    });
    const own = await shop.query<{ metrics: { rowCount: number; totals: unknown } }>(question, { input });
    expect(own.metrics).toMatchObject({ rowCount: 1, totals: [{ name: 'orders', value: '20' }] });
  });

  it('take filter trees and refuse what is no tree', async () => {
    const where = {
      or: [
        { dimension: { name: 'shop_id', eq: 's1' } },
        { not: { dimension: { name: 'shop_id', in: ['s1'] } } },
      ],
    };
    const { metrics } = await data.query<{ metrics: { rowCount: number } }>(question, {
      input: { ...input, where },
    });
    expect(metrics.rowCount).toBe(2);
    const two = { and: [], or: [] };
    expect(await codeOf(data.query(question, { input: { ...input, where: two } }))).toBe('INPUT_INVALID');
  });

  it('say which names there are', async () => {
    const error = await data
      .query(question, { input: { ...input, metrics: ['ordrs'] } })
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'METRIC_UNKNOWN', available: expect.arrayContaining(['orders']) });
    const catalog = await data.query<{ metricCatalog: { name: string; label: string }[] }>(
      '{ metricCatalog(language: "zh") { name label dimensions sql } }',
    );
    expect(catalog.metricCatalog.find(({ name }) => name === 'orders')?.label).toBe('订单数');
  });
});
