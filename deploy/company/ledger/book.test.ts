import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isoDay } from '../days.ts';
import { smallCompany, tell } from '../simulation/small-company.fixture.ts';
import { Book } from './book.ts';
import { minorUnits } from './minor-units.ts';

// Millions of draws: seconds on an idle machine, more on a busy one.
vi.setConfig({ testTimeout: 90_000 });

describe('minor units', () => {
  it('survive being written', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 0, max: 6 }), (amount, digits) => {
        expect(minorUnits.fromText(minorUnits.toText(amount, digits), digits)).toBe(amount);
      }),
    );
    expect(minorUnits.toText(-5n, 2)).toBe('-0.05');
    expect(minorUnits.fromText('12.3', 3)).toBe(12_300n);
  });
});

type Amount = { amount: string; currency: string };
type Line = { qty: string; unit_price: Amount; discount: Amount; tax: Amount; sku: string; status: string };
type Body = Record<string, string & Amount> & { lines: Line[]; totals: Record<string, Amount> };

/** Sums up the last state of everything that was told, with other arithmetic and no knowledge of the simulator. */
function recompute(
  events: { topic: string; shop: string; body: Body }[],
  zones: ReadonlyMap<string, string>,
) {
  const latest = new Map<string, { topic: string; shop: string; body: Body }>();
  const entity: Record<string, string> = {
    'trade.order.v1': 'order_id',
    'trade.refund.v1': 'refund_id',
    'fin.settlement_line.v1': 'line_id',
    'mkt.ad_performance.v1': 'row_key',
    'lgt.freight_cost.v1': 'cost_id',
    'itm.sku_cost.v1': 'cost_key',
  };
  for (const event of events) {
    const field = entity[event.topic];
    if (field) latest.set(`${event.topic} ${event.body[field]}`, event);
  }
  const sums = new Map<string, bigint>();
  // Four digits hold every currency's minor unit and whole things alike.
  const add = (day: string, shop: string, account: string, money: Amount, factor = 1n) => {
    const key = `${day}|${shop}|${account}|${money.currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + factor * minorUnits.fromText(money.amount, 4));
  };
  const costs = new Map<string, { from: string; body: Body }[]>();
  for (const { topic, body } of latest.values()) {
    if (topic !== 'itm.sku_cost.v1') continue;
    const key = `${body.entity}|${body.sku}`;
    costs.set(key, [...(costs.get(key) ?? []), { from: body.valid_from!, body }]);
  }
  for (const { topic, shop, body } of latest.values()) {
    const zone = zones.get(shop)!;
    const dayAt = (instant: string) =>
      new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.parse(instant));
    if (topic === 'trade.order.v1') addOrder(body, shop, dayAt(body.placed_at!));
    if (topic === 'trade.refund.v1') {
      const day = dayAt(body.processed_at!);
      add(day, shop, 'refunds', body.amount!);
      add(day, shop, 'refund_tax', body.tax!);
      add(day, shop, 'refund_shipping', body.shipping!);
    }
    if (topic === 'fin.settlement_line.v1') add(dayAt(body.posted_at!), shop, body.pnl_code!, body.amount!);
    if (topic === 'mkt.ad_performance.v1') add(body.date!, shop, 'C300', body.spend!, -1n);
    if (topic === 'lgt.freight_cost.v1')
      add(dayAt(body.incurred_at!), shop, 'C240', body.invoiced ?? body.estimated!, -1n);
  }
  return sums;

  function addOrder(body: Body, shop: string, day: string): void {
    const cancelled = body.status === 'cancelled';
    const count = (account: string, amount: string | number) =>
      add(day, shop, account, { amount: String(amount), currency: '' });
    count('orders', 1);
    if (cancelled) count('cancelled_orders', 1);
    for (const line of body.lines) {
      const qty = BigInt(line.qty);
      add(day, shop, 'gross', line.unit_price, qty);
      if (cancelled) {
        add(day, shop, 'cancelled', line.unit_price, qty);
        continue;
      }
      count('units', line.qty);
      add(day, shop, 'discount', line.discount);
      add(day, shop, 'tax', line.tax);
      if (String(body.tax_mode) === 'included') add(day, shop, 'included_tax', line.tax);
      if (line.status === 'open') continue;
      const entity = entities.get(shop)!;
      const cost = costs
        .get(`${entity}|${line.sku}`)!
        .filter(({ from }) => from <= day)
        .sort((a, b) => (a.from < b.from ? 1 : -1))[0]!.body as unknown as { landed: Record<string, Amount> };
      add(day, shop, 'C100', cost.landed.purchase!, -qty);
      add(day, shop, 'C100', cost.landed.other!, -qty);
      add(day, shop, 'C110', cost.landed.first_mile!, -qty);
      add(day, shop, 'C120', cost.landed.duty!, -qty);
    }
    if (!cancelled) add(day, shop, 'shipping', body.totals.shipping!);
  }
}

const { world, plan, start, end } = smallCompany();
const entities = new Map(world.shops.map((shop) => [shop.id, shop.entity]));

describe('the ledger', () => {
  // At the end of history, and in the midst of life, where half of the orders are on their way.
  it.each([end, end + 86_400_000 + 5_000_000])('says what the events up to %d say', (until) => {
    const items = tell(world, plan, start, until, 86_400_000);
    const book = new Book();
    for (const { entries } of items) if (entries) book.record(entries);
    const events = items.flatMap(({ event }) => {
      if (!event) return [];
      const { contract, shop = '', body } = event();
      return [{ topic: contract.topic, shop, body: JSON.parse(JSON.stringify(body)) as Body }];
    });
    const zones = new Map(world.shops.map((shop) => [shop.id, shop.zone]));
    const expected = recompute(events, zones);
    const rows = book.rows().filter((row) => row.account !== 'lost_units');
    const found = new Map(
      rows.map((row) => [
        `${row.day}|${row.shop_id}|${row.account}|${row.currency}`,
        minorUnits.fromText(row.amount, 4),
      ]),
    );
    const keys = new Set([...expected.keys(), ...found.keys()]);
    const wrong = [...keys].filter((key) => (expected.get(key) ?? 0n) !== (found.get(key) ?? 0n));
    expect(wrong.map((key) => `${key}: events ${expected.get(key)}, ledger ${found.get(key)}`)).toEqual([]);
    expect(found.size).toBeGreaterThan(1_000);
  });

  it('keeps days open until they are closed', () => {
    const book = new Book();
    const entry = { shop: 'amazon_jp', account: 'gross', currency: 'JPY', amount: 2_490 };
    book.record([
      { ...entry, day: 10 },
      { ...entry, day: 11 },
      { ...entry, day: 11, amount: -90 },
    ]);
    const [closed] = book.closeBefore(11);
    expect(closed).toMatchObject({ day: 10, rows: [{ day: isoDay(10), amount: '2490' }] });
    expect(book.rows().map((row) => row.amount)).toEqual(['2400']);
  });
});
