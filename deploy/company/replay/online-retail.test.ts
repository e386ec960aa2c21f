import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Body, OutgoingEvent, order } from '#ingestion';
import { replay } from './index.ts';

const samplesDir = resolve('../shared');
const csv = resolve(samplesDir, 'data/online-retail/online_retail.csv.gz');

type Order = Body<typeof order>;
const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });

/** Pence × 10, signed: [everything but C-invoices, C-invoices], by month and by country; read with nothing but a regular expression. */
function bruteForce(): Map<string, [sold: number, taken: number]> {
  const sums = new Map<string, [number, number]>();
  for (const line of gunzipSync(readFileSync(csv)).toString().split('\n').slice(1)) {
    const cells = /^"([^"]*)","[^"]*",.*,(-?\d+),"(\d{4}-\d{2})[^"]*",(-?[\d.]+),\d*,"([^"]*)"$/.exec(line);
    if (!cells) continue;
    const [, no, qty, month, price, country] = cells as unknown as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    for (const key of [month, country, 'rows']) {
      const sum = sums.get(key) ?? [0, 0];
      sum[no.startsWith('C') ? 1 : 0] += key === 'rows' ? 1 : Number(qty) * Math.round(Number(price) * 1_000);
      sums.set(key, sum);
    }
  }
  return sums;
}

describe.skipIf(!existsSync(csv))('Online Retail, all of it', () => {
  it('carries every row and every penny, by month and by country', async () => {
    const found = new Map<string, [number, number]>();
    const rows = new Set<string>();
    const publish = async (events: readonly OutgoingEvent[]) => {
      for (const { contract, body } of events) {
        if (contract.topic === 'trade.order.v1') add(body as Order);
      }
    };
    const add = (body: Order) => {
      const place = london.format(Date.parse(body.placed_at));
      for (const line of body.lines) {
        rows.add(line.line_id);
        for (const key of [place.slice(0, 7), body.ship_to.country_raw!, 'rows']) {
          const sum = found.get(key) ?? [0, 0];
          const amount = Number(line.qty) * Math.round(Number(line.unit_price.amount) * 1_000);
          sum[body.status === 'cancelled' ? 1 : 0] += key === 'rows' ? 1 : amount;
          found.set(key, sum);
        }
      }
    };
    const { byTopic } = await replay('online-retail', {
      samplesDir,
      producer: { publish },
      log: pino({ level: 'silent' }),
    });
    expect(byTopic).toMatchObject({
      'trade.order.v1': 25_900,
      'itm.product.v1': 4_070,
      'mbr.customer.v1': 4_372,
    });
    expect(rows.size).toBe(541_909);
    expect(found.get('rows')).toEqual([541_909 - 9_288, 9_288]);
    expect([...found].sort()).toEqual([...bruteForce()].sort());
  }, 300_000);
});
