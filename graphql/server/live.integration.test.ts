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

describe('live', () => {
  const moveWatermark = (model: string, version: number) =>
    database.warehouse.insertRows('_model_watermarks', [
      {
        model,
        version,
        event_time: '2026-03-01 00:00:00.000',
        built_at: '2026-03-01 00:00:01.000',
        sequence: Date.now(),
      },
    ]);

  it('tells the newest orders at once and again when the watermark of orders moves', async () => {
    const wall = gateway.client('wall-token');
    const seen: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const stop = wall.subscribe<{ orderTicker: { orderId: string }[] }>(
        'subscription { orderTicker(first: 2) { orderId totalAmount currency } }',
        {},
        {
          next: ({ orderTicker }) => {
            seen.push(orderTicker[0]!.orderId);
            if (seen.length === 1) {
              void database.warehouse
                .insertRows('dwd_trd_order_acc', [
                  { ...orders[0]!, order_id: 'live', placed_at: '2026-03-05T00:00:00.000Z' },
                ])
                .then(() => moveWatermark('dwd_trd_order_acc', 100));
            } else {
              stop();
              resolve();
            }
          },
          error: reject,
        },
      );
    });
    expect(seen[1]).toBe('live');
  });

  it('gives screens with equal rights one execution, and each viewer only its own rows', async () => {
    const question =
      'subscription ($input: MetricQueryInput!) { metrics(input: $input) { columns { numbers } cost { queryId } } }';
    const input = { metrics: ['orders'], time: { from: '2026-03-01', to: '2026-03-02' } };
    type Live = { metrics: { columns: { numbers: number[] }[]; cost: { queryId: string } } };
    const first = (client: Client) =>
      new Promise<Live['metrics']>((resolve, reject) => {
        const stop = client.subscribe<Live>(
          question,
          { input },
          {
            next: ({ metrics }) => {
              stop();
              resolve(metrics);
            },
            error: reject,
          },
        );
      });
    const [one, two, own] = await Promise.all([
      first(gateway.client('wall-token')),
      first(gateway.client('wall-token')),
      first(shop),
    ]);
    expect(one.cost.queryId).toBe(two.cost.queryId);
    expect([one, own].map(({ columns }) => columns[0]?.numbers)).toEqual([[60], [20]]);
  });

  it('says which resources have changed', async () => {
    const resource = await new Promise<string>((resolve, reject) => {
      const stop = data.subscribe<{ resourceChanged: { resource: string } }>(
        'subscription { resourceChanged(resources: ["orders", "customers"]) { resource version at } }',
        {},
        {
          next: ({ resourceChanged }) => {
            stop();
            resolve(resourceChanged.resource);
          },
          state: (state) => {
            if (state === 'live') setTimeout(() => void moveWatermark('ads_mbr_rfm', 7), 300);
          },
          error: reject,
        },
      );
    });
    expect(resource).toBe('customers');
  });

  it('closes what would be refused again, with the reason', async () => {
    const code = await new Promise<string>((resolve) => {
      let told = '';
      data.subscribe(
        'subscription { resourceChanged(resources: ["ordrs"]) { at } }',
        {},
        {
          next: () => undefined,
          error: (error) => {
            told = error.code;
          },
          state: (state) => state === 'closed' && resolve(told),
        },
      );
    });
    expect(code).toBe('INPUT_INVALID');
  });
});

describe('/arrow', () => {
  it('streams all visible rows and metric answers, read by apache-arrow', async () => {
    const { tableFromIPC } = await import('apache-arrow');
    const read = async (body: unknown, token: string) => {
      const response = await gateway.post('/arrow', body, token);
      expect(
        response.status,
        await response
          .clone()
          .text()
          .catch(() => ''),
      ).toBe(200);
      return tableFromIPC(new Uint8Array(await response.arrayBuffer()));
    };
    const tokens = { data: await tokenOf('data'), shop: await tokenOf('shop'), boss: await tokenOf('boss') };
    const filter = { placedAt: { lt: '2026-03-02T00:00:00Z' } };
    const all = await read({ entity: 'Order', filter }, tokens.data);
    expect(all.numRows).toBe(60);
    expect(all.schema.fields.map(({ name }) => name)).toContain('city');
    const own = await read({ entity: 'Order', filter }, tokens.shop);
    expect(own.numRows).toBe(20);
    const masked = await read({ entity: 'Order' }, tokens.boss);
    expect(masked.schema.fields.map(({ name }) => name)).not.toContain('city');
    const time = { from: '2026-03-01', to: '2026-03-02' };
    const figures = await read({ metrics: ['orders'], dimensions: ['shop_id'], time }, tokens.data);
    expect(
      figures
        .toArray()
        .map((row) => [row?.shop_id, Number(row?.orders)])
        .sort(),
    ).toEqual([
      ['s1', 20],
      ['s2', 40],
    ]);
  });

  it('refuses strangers, unknown models and questions', async () => {
    expect((await gateway.post('/arrow', { entity: 'Order' })).status).toBe(401);
    const token = await tokenOf('data');
    expect(await (await gateway.post('/arrow', { entity: 'Ordre' }, token)).json()).toMatchObject({
      errors: [{ extensions: { code: 'MODEL_UNKNOWN', available: expect.arrayContaining(['Order']) } }],
    });
    expect((await gateway.post('/arrow', { entity: 'Order', filter: { x: 1 } }, token)).status).toBe(400);
  });
});

async function tokenOf(user: string): Promise<string> {
  const body = {
    query: 'mutation ($u: String!) { login(user: $u, password: $u) { token } }',
    variables: { u: user },
  };
  const answer = (await (await gateway.post('/graphql', body)).json()) as {
    data: { login: { token: string } };
  };
  return answer.data.login.token;
}
