import { describe, expect, it } from 'vitest';
import type { ShopDirectory } from '../shops.ts';
import { anyShop, mapSample } from '../testing/samples.ts';
import { amazon } from './index.ts';

/** Every marketplace is a shop of its own, named like it. */
const shops: ShopDirectory = {
  find: (query) => ({ ...anyShop().find(query), shop: query.marketplace ?? 'account' }),
  served: () => undefined,
};

describe('fees without a date', () => {
  const money = (CurrencyAmount: number) => ({ CurrencyCode: 'USD', CurrencyAmount });
  const fee = (FeeReason: string, amount: number, more: object = {}) => ({
    ...{ FeeReason, FeeList: [{ FeeType: FeeReason, FeeAmount: money(amount) }], ...more },
  });
  const returned = fee('FBACustomerReturn', -2.5, { AmazonOrderId: '111-1', SellerSKU: 'TEA', FnSKU: 'X1' });
  const subscription = fee('Subscription', -39.99);
  const dated = (PostedDate: string) => ({
    AdjustmentEventList: [{ AdjustmentType: 'ReserveEvent', AdjustmentAmount: money(-1), PostedDate }],
  });
  const linesOf = (lists: object, receivedAt: string) =>
    amazon.objects.finances_v0!(asTexts({ payload: { FinancialEvents: lists } }), {
      ...{ source: 'amazon', channel: 'amazon', object: 'finances_v0', account: 'A1', receivedAt },
      ...{ rawref: 'raw.amazon/0/0', shops },
    }).filter(({ body }) => String(body.raw_type).startsWith('ServiceFee'));
  const asTexts = (value: object) =>
    JSON.parse(JSON.stringify(value), (_key, each) => (typeof each === 'number' ? String(each) : each));

  it('are the same fetched on two days; as first told they stay', () => {
    const lists = { ServiceFeeEventList: [returned, subscription] };
    const [first, second] = ['2026-03-01', '2026-03-02'].map((day) => linesOf(lists, `${day}T06:00:00.000Z`));
    expect(first!.map(({ body }) => body.line_id)).toEqual(second!.map(({ body }) => body.line_id));
    for (const [at, told] of first!.entries()) {
      expect(Number(told.version)).toBeGreaterThan(Number(second![at]!.version));
    }
    const reversed = { SellerSKU: 'TEA', FnSKU: 'X1', AmazonOrderId: '111-1', FeeList: returned.FeeList };
    const [other] = linesOf(
      { ServiceFeeEventList: [{ ...reversed, FeeReason: 'FBACustomerReturn' }] },
      '2027-01-01T00:00:00.000Z',
    );
    expect(other!.body.line_id).toBe(first![0]!.body.line_id);
  });

  it('of an account are others in another month, also where both are fetched at once', () => {
    const now = '2026-06-01T06:00:00.000Z';
    const fetched = ['2026-03-15', '2026-04-15'].flatMap((day) =>
      linesOf({ ...dated(`${day}T00:00:00Z`), ServiceFeeEventList: [subscription, subscription] }, now),
    );
    expect(new Set(fetched.map(({ body }) => body.line_id)).size).toBe(4);
    expect(fetched[0]!.body.posted_at).toBe('2026-03-15T00:00:00.000Z');
  });
});

describe('rows of the settlement report', () => {
  const names = [
    ...['settlement-id', 'deposit-date', 'total-amount', 'currency', 'transaction-type', 'order-id'],
    ...[
      'marketplace-name',
      'amount-type',
      'amount-description',
      'amount',
      'posted-date',
      'posted-date-time',
      'sku',
    ],
  ];
  const rowOf = (row: Record<string, string>) => names.map((name) => row[name] ?? '').join('\t');
  const report = (...rows: Record<string, string>[]) =>
    mapSample(amazon, {
      value: Buffer.from(
        [names.join('\t'), ...rows.map((row) => rowOf({ 'settlement-id': '9', ...row }))].join('\n'),
      ),
      shops,
    });
  const head = { 'deposit-date': '03.03.2026 10:00:00 UTC', 'total-amount': '1.200,00', currency: 'EUR' };
  const sale = {
    ...{ 'transaction-type': 'Order', 'order-id': '303-1', 'marketplace-name': 'Amazon.fr', sku: 'TEA' },
    ...{ 'amount-type': 'ItemPrice', 'amount-description': 'Principal', amount: '619,50' },
    ...{ 'posted-date': '01.03.2026', 'posted-date-time': '01.03.2026 10:11:12 UTC' },
  };
  const subscription = {
    ...{ 'transaction-type': 'other-transaction', 'amount-type': 'other-transaction', amount: '-39,00' },
    ...{ 'amount-description': 'Subscription Fee', 'posted-date': '02.03.2026' },
  };

  it('that say just the same are each a line', () => {
    const events = report(head, sale, sale, subscription);
    expect(events.map(({ body }) => (body.amount as { amount: string }).amount)).toEqual([
      '619.50',
      '619.50',
      '-39.00',
    ]);
    expect(new Set(events.map(({ body }) => body.line_id)).size).toBe(3);
    expect(report(head, sale, sale, subscription)).toEqual(events);
  });

  it('belong to the site they name, or to the report’s own', () => {
    const shopsOf = (...rows: Record<string, string>[]) => report(head, ...rows).map(({ shop }) => shop);
    expect(shopsOf(subscription, sale)).toEqual(['amazon_fr', 'amazon_fr', 'amazon_fr']);
    expect(shopsOf(subscription)).toEqual(['amazon_de', 'amazon_de']);
    const [, fee] = report(head, sale, subscription);
    expect(fee!.body.posted_at).toBe('2026-03-02T00:00:00.000Z');
  });

  it('have days and instants as any version of the report writes them', () => {
    const at = (posted: Record<string, string>) => report(head, { ...sale, ...posted })[0]!.body.posted_at;
    expect(at({})).toBe('2026-03-01T10:11:12.000Z');
    expect(at({ 'posted-date-time': '', 'posted-date': '2026-03-01T10:11:12+00:00' })).toBe(
      '2026-03-01T10:11:12.000Z',
    );
    expect(at({ 'posted-date-time': '', 'posted-date': '2026-03-01' })).toBe('2026-03-01T00:00:00.000Z');
    expect(() => at({ 'posted-date-time': '', 'posted-date': '3/1/2026' })).toThrow(/is not a day/);
  });
});
