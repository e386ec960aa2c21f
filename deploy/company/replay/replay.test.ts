import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OutgoingEvent, validateEvent } from '#ingestion';
import { dataSets, replay } from './index.ts';

const log = pino({ level: 'silent' });
let samplesDir: string;

const onlineRetail = `"InvoiceNo","StockCode","Description","Quantity","InvoiceDate","UnitPrice","CustomerID","Country"
"536365","85123A","WHITE HANGING HEART T-LIGHT HOLDER",6,"2010-12-01 08:26:00",2.55,17850,"United Kingdom"
"536365","71053","WHITE METAL LANTERN",6,"2010-12-01 08:26:00",3.39,17850,"United Kingdom"
"C536379","D","Discount",-1,"2011-07-01 09:41:00",27.5,14527,"EIRE"
"A563186","B","Adjust bad debt",1,"2011-08-12 14:51:00",-11062.06,,"United Kingdom"
"536414","22139","",56,"2010-12-01 11:52:00",0,,"Unspecified"
"541909","PADS","PADS TO MATCH ALL CUSHIONS",3,"2011-01-24 10:00:00",0.001,16705,"European Community"
`;

beforeAll(async () => {
  samplesDir = await mkdtemp(join(tmpdir(), 'entrepot-replay-'));
  await mkdir(join(samplesDir, 'data', 'online-retail'), { recursive: true });
  await writeFile(join(samplesDir, 'data', 'online-retail', 'online_retail.csv.gz'), gzipSync(onlineRetail));
});
afterAll(() => rm(samplesDir, { recursive: true, force: true }));

async function replayed(set: string, from = samplesDir): Promise<OutgoingEvent[]> {
  const events: OutgoingEvent[] = [];
  const publish = async (batch: readonly OutgoingEvent[]) => {
    for (const event of batch) validateEvent(event);
    events.push(...batch);
  };
  await replay(set, { samplesDir: from, producer: { publish }, log });
  return events;
}

describe('replay of Online Retail', () => {
  it('makes an order of each invoice and a line of each row', async () => {
    const orders = (await replayed('online-retail')).filter(
      (event) => event.contract.topic === 'trade.order.v1',
    );
    expect(orders.map((event) => event.body)).toMatchObject([
      {
        order_id: 'online_retail_uk:536365',
        status: 'delivered',
        customer_key: 'online_retail_uk:17850',
        ship_to: { country: 'GB', country_raw: 'United Kingdom' },
        totals: { items: { amount: '35.64', currency: 'GBP' } },
        lines: [
          { line_id: '1', sku: '85123A', qty: '6', unit_price: { amount: '2.55' } },
          { line_id: '2', sku: '71053', qty: '6', unit_price: { amount: '3.39' } },
        ],
      },
      // A summer's morning in London is an hour earlier in UTC.
      {
        status: 'cancelled',
        placed_at: '2011-07-01T08:41:00.000Z',
        ship_to: { country: 'IE' },
        lines: [{ line_id: '3', qty: '-1' }],
      },
      {
        status: 'delivered',
        totals: { total: { amount: '-11062.06' } },
        lines: [{ unit_price: { amount: '-11062.06' } }],
      },
      { lines: [{ line_id: '5', unit_price: { amount: '0' } }], ship_to: { country_raw: 'Unspecified' } },
      { lines: [{ unit_price: { amount: '0.001' } }], totals: { items: { amount: '0.003' } } },
    ]);
    const bodies = orders.map(
      (event) => event.body as { customer_key?: string; ship_to: { country?: string } },
    );
    expect(bodies[2]).not.toHaveProperty('customer_key');
    expect(bodies[3]!.ship_to).not.toHaveProperty('country');
    expect(bodies[4]!.ship_to).not.toHaveProperty('country');
  });

  it('says the same again, version for version', async () => {
    const told = async () =>
      (await replayed('online-retail')).map(({ contract, ...rest }) => [contract.topic, rest]);
    expect(await told()).toEqual(await told());
  });

  it('says where a missing set is published', async () => {
    await expect(replayed('ecb')).rejects.toMatchObject({
      code: 'DATASET_MISSING',
      fix: expect.stringContaining(dataSets.ecb!.published),
    });
    await expect(replayed('online-retial')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      available: expect.arrayContaining(['online-retail']),
    });
  });
});
