import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '#warehouse';
import { sum } from '../payload/money.ts';
import {
  bodiesOf,
  manifestEntries,
  mapSample,
  missingOf,
  payloadsDir,
  readSample,
  sampleFiles,
} from '../testing/samples.ts';
import { stripe } from './index.ts';
import { moneyOf } from './money.ts';

const map = (payload: unknown) => mapSample(stripe, { value: Buffer.from(JSON.stringify(payload)) });
const created = 1_772_357_400;
const at = '2026-03-01T09:30:00.000Z';
const charge = {
  ...{ id: 'ch_1', object: 'charge', amount: 1999, amount_captured: 1999, currency: 'eur', created },
  ...{ status: 'succeeded', paid: true, captured: true, metadata: { order_id: '1001' } },
  ...{ payment_method_details: { type: 'card' }, billing_details: { email: 'ann@example.com' } },
};

describe('stripe', () => {
  it('maps a charge: cents to euros, the order out of the metadata, nothing of the buyer', () => {
    const [event] = map(charge);
    expect(event!.body).toMatchObject({
      ...{
        payment_id: 'stripe:ch_1',
        order_id: '1001',
        kind: 'sale',
        status: 'succeeded',
        method: 'card',
        at,
      },
      amount: { amount: '19.99', currency: 'EUR' },
    });
    expect(JSON.stringify(event)).not.toContain('ann@');
  });

  it('lets each later state of a charge prevail', () => {
    const version = (change: object) => Number(map({ ...charge, ...change })[0]!.version);
    const pending = version({ status: 'pending', captured: false });
    const authorised = version({ captured: false, amount_captured: 0 });
    expect([pending, authorised, version({})]).toEqual(
      [...[pending, authorised, version({})]].sort((a, b) => a - b),
    );
    expect(new Set([pending, authorised, version({})]).size).toBe(3);
    expect(map({ ...charge, captured: false, amount_captured: 0 })[0]!.body).toMatchObject({
      kind: 'auth',
      amount: { amount: '19.99' },
    });
  });

  it.each([
    ['1999', 'jpy', '1999'],
    ['1999', 'usd', '19.99'],
    ['1999', 'kwd', '1.999'],
    ['1900', 'isk', '19.00'],
    ['1900', 'ugx', '19.00'],
    ['1999', 'mga', '1999'],
    ['-5', 'eur', '-0.05'],
  ])('counts %s %s as Stripe does', (units, currency, amount) => {
    expect(moneyOf(units, currency)).toEqual({ amount, currency: currency.toUpperCase() });
  });

  it('maps the refunds inside a charge, but not what of an authorisation was let go', () => {
    const refund = { object: 'refund', currency: 'eur', created, status: 'succeeded', charge: 'ch_1' };
    const data = [
      { ...refund, id: 're_1', amount: 999, balance_transaction: null },
      { ...refund, id: 're_2', amount: 500, balance_transaction: 'txn_2' },
    ];
    const told = (change: object) =>
      map({ ...charge, ...change, refunds: { object: 'list', data } }).map(({ body }) => [
        ...[body.payment_id, body.kind, body.status, body.order_id],
      ]);
    const given = ['stripe:re_2', 'refund', 'succeeded', '1001'];
    expect(told({})).toEqual([
      ['stripe:ch_1', 'sale', 'succeeded', '1001'],
      ['stripe:re_1', 'refund', 'succeeded', '1001'],
      given,
    ]);
    expect(told({ amount_captured: 1000 })).toEqual([['stripe:ch_1', 'sale', 'succeeded', '1001'], given]);
    data.pop();
    expect(told({ captured: false, amount_captured: 0, refunded: true })).toEqual([
      ['stripe:ch_1', 'auth', 'cancelled', '1001'],
    ]);
  });

  it('maps refunds, disputes and payouts', () => {
    const refund = {
      id: 're_1',
      object: 'refund',
      amount: 500,
      currency: 'eur',
      created,
      status: 'succeeded',
      charge: { id: 'ch_1' },
    };
    expect(map(refund)[0]!.body).toMatchObject({
      kind: 'refund',
      amount: { amount: '5.00' },
      charge: 'ch_1',
    });
    const dispute = {
      ...{
        id: 'dp_1',
        object: 'dispute',
        amount: 1999,
        currency: 'eur',
        created,
        status: 'under_review',
        charge: 'ch_1',
      },
      ...{
        reason: 'fraudulent',
        evidence_details: { due_by: created },
        balance_transactions: [{ fee: 1500, currency: 'eur' }],
      },
    };
    expect(map(dispute)[0]!.body).toMatchObject({
      ...{ kind: 'chargeback', outcome: 'open', payment_id: 'stripe:ch_1', evidence_due: at },
      fee: { amount: '15.00', currency: 'EUR' },
    });
    const payout = {
      id: 'po_1',
      object: 'payout',
      amount: -1100,
      currency: 'eur',
      created,
      arrival_date: created,
      status: 'new',
    };
    expect(map(payout)[0]!.body).toMatchObject({
      amount: { amount: '-11.00' },
      arrival: '2026-03-01',
      status: 'unmapped',
      raw_status: 'new',
    });
  });

  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
  it('always adds up to the net of a balance transaction, whatever its fees explain', () => {
    const currencies = fc.constantFrom('eur', 'jpy', 'kwd', 'isk');
    const fees = fc.array(
      fc.record({ amount: cents, type: fc.constantFrom('stripe_fee', 'tax', 'new_fee') }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(cents, cents, fees, currencies, (amount, net, fee_details, currency) => {
        const lines = bodiesOf(
          map({
            ...{
              id: 'txn_1',
              object: 'balance_transaction',
              amount,
              net,
              fee: amount - net,
              currency,
              created,
              type: 'charge',
            },
            fee_details: fee_details.map((fee) => ({ ...fee, currency })),
          }),
          'fin.settlement_line.v1',
        );
        const total = sum(lines.map((line) => (line.amount as { amount: string }).amount));
        expect(decimal(total).eq(decimal(moneyOf(String(net), currency).amount))).toBe(true);
        expect(new Set(lines.map((line) => line.line_id)).size).toBe(lines.length);
      }),
    );
  });

  it('books gross and fees on their lines, unknown names as unmapped', () => {
    const transaction = {
      ...{
        id: 'txn_1',
        object: 'balance_transaction',
        amount: 1999,
        net: 1880,
        fee: 119,
        currency: 'eur',
        created,
      },
      ...{ type: 'charge', source: 'ch_1', available_on: created + 172_800, exchange_rate: '1.08' },
      fee_details: [
        { amount: 100, currency: 'eur', type: 'stripe_fee' },
        { amount: 19, currency: 'eur', type: 'moon_fee' },
      ],
    };
    expect(
      map(transaction).map(({ body }) => [body.pnl_code, (body.amount as { amount: string }).amount]),
    ).toEqual([
      ['R100', '19.99'],
      ['C260', '-1.00'],
      ['unmapped', '-0.19'],
    ]);
    expect(map(transaction)[0]!.body).toMatchObject({
      deposit_date: '2026-03-03',
      platform_rate: '1.08',
      moved_by: 'ch_1',
    });
    expect(map({ ...transaction, type: 'adjustment', reporting_category: 'dispute' })[0]!.body.pnl_code).toBe(
      'R220',
    );
  });
});

describe.skipIf(payloadsDir === undefined)('stripe samples (skipped where ENTREPOT_SAMPLES has none)', () => {
  it.each(manifestEntries('stripe'))('$file holds what the manifest says', (entry) => {
    const events = mapSample(stripe, { value: readSample(entry.file) });
    const amount = moneyOf(String(entry.sample_amount), entry.sample_currency!).amount;
    const time = new Date(Number(entry.sample_time) * 1_000).toISOString();
    expect(missingOf(entry, events, { amount, time })).toEqual([]);
  });

  it.each(sampleFiles('stripe'))('%s is mapped or ignored', (file) => {
    expect(() => mapSample(stripe, { value: readSample(file) })).not.toThrow();
  });
});
