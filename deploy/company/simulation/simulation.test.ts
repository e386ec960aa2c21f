import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodeEvent, validateEvent } from '#ingestion';
import { dayLength } from '../days.ts';
import type { Item } from './item.ts';
import { smallCompany, tell } from './small-company.fixture.ts';

// Millions of draws: seconds on an idle machine, more on a busy one.
vi.setConfig({ testTimeout: 90_000 });

const { world, plan, start, end } = smallCompany();
const live = end + 2 * dayLength;
const items = tell(world, plan, start, live, dayLength);
const events = items.flatMap((item) => (item.event ? [{ at: item.at, event: item.event() }] : []));

function hashOf(some: readonly Item[]): string {
  const hash = createHash('sha256');
  for (const { event, entries } of some) {
    hash.update(JSON.stringify([event ? encodeEvent(event()) : null, entries ?? null]));
  }
  return hash.digest('hex');
}

/** Every kind of event the company brings about. */
const whatItTells = [
  ...['itm.product.v1', 'itm.sku_cost.v1', 'mbr.customer.v1', 'trade.order.v1', 'trade.order_status.v1'],
  ...['trade.refund.v1', 'trade.return.v1', 'pay.payment.v1', 'fin.settlement_line.v1', 'fin.fx_rate.v1'],
  ...[
    'lgt.shipment.v1',
    'lgt.tracking_event.v1',
    'lgt.freight_cost.v1',
    'inv.snapshot.v1',
    'scm.supplier.v1',
  ],
  ...['scm.purchase_order.v1', 'scm.goods_receipt.v1', 'scm.quality_inspection.v1'],
  ...['scm.purchase_suggestion.v1', 'mkt.ad_performance.v1', 'hr.employee.v1'],
];

describe('the simulation', () => {
  it('tells the same bytes for the same seed, however it is stepped', () => {
    const fresh = smallCompany();
    expect(hashOf(tell(fresh.world, fresh.plan, start, live, dayLength))).toBe(hashOf(items));
    expect(hashOf(tell(world, plan, start, live, 7_777_777))).toBe(hashOf(items));
    const other = smallCompany(2);
    expect(hashOf(tell(other.world, other.plan, start, live, dayLength))).not.toBe(hashOf(items));
  });

  it('goes on from any instant as if it had never stopped', () => {
    for (const cursor of [start + 3 * dayLength + 1, end - 12_345_678, end, end + 40_000_000]) {
      const rest = items.filter((item) => item.at > cursor);
      const resumed = tell(world, plan, cursor, live, dayLength / 3);
      expect(resumed).toHaveLength(rest.length);
      expect(hashOf(resumed)).toBe(hashOf(rest));
    }
  });

  it('is told in order of time, up to now and not beyond', () => {
    expect(items.every((item, index) => index === 0 || items[index - 1]!.at <= item.at)).toBe(true);
    for (const { at, event } of events) expect(Date.parse(event.time)).toBeLessThanOrEqual(at);
  });

  it('fulfils every contract it uses, and uses all that a company has', () => {
    for (const { event } of events) validateEvent(event);
    const told = new Set(events.map(({ event }) => event.contract.topic));
    expect([...told].sort()).toEqual([...whatItTells].sort());
  });

  it('gives each state of a thing one version, rising', () => {
    const last = new Map<string, number>();
    for (const { event } of events) {
      const key = `${event.contract.topic} ${(event.body as Record<string, unknown>)[event.contract.entity]}`;
      const version = Number(event.version);
      expect(version, key).toBeGreaterThan(last.get(key) ?? -1);
      last.set(key, version);
    }
  });

  it('writes the past once and life as it happens', () => {
    const orders = events.filter(({ event }) => event.contract.topic === 'trade.order.v1');
    const times = new Map<string, number>();
    for (const { at, event } of orders) {
      const key = `${at <= end} ${(event.body as { order_id: string }).order_id}`;
      times.set(key, (times.get(key) ?? 0) + 1);
    }
    const past = [...times].filter(([key]) => key.startsWith('true'));
    expect(past.every(([, count]) => count === 1)).toBe(true);
    expect([...times].some(([key, count]) => key.startsWith('false') && count > 1)).toBe(true);
  });

  it('loses sales where stock is out, and buys again', () => {
    const lost = items
      .flatMap((item) => item.entries ?? [])
      .filter((entry) => entry.account === 'lost_units');
    expect(lost.reduce((sum, entry) => sum + entry.amount, 0)).toBeGreaterThan(0);
    const topics = events.map(({ event }) => event.contract.topic);
    expect(topics.filter((topic) => topic === 'scm.goods_receipt.v1').length).toBeGreaterThan(10);
  });

  it('follows the clock of each market: four in the morning is quiet, nine in the evening is not', () => {
    const hours = new Map<number, number>();
    for (const { at, event } of events) {
      if (event.contract.topic !== 'trade.order_status.v1' || at <= end || event.shop !== 'amazon_us')
        continue;
      if ((event.body as { to: string }).to !== 'paid') continue;
      const hour = Number(
        new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', hour: '2-digit' }).format(at),
      );
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
    }
    const between = (first: number, last: number) =>
      [...hours].filter(([hour]) => hour >= first && hour <= last).reduce((sum, [, count]) => sum + count, 0);
    expect(between(18, 22)).toBeGreaterThan(3 * between(1, 5));
  });
});
