import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  manifestEntries,
  mapSample,
  missingOf,
  payloadsDir,
  readSample,
  sampleFiles,
} from '../testing/samples.ts';
import { adyen } from './index.ts';

type Item = Record<string, unknown>;
const item: Item = {
  ...{
    pspReference: 'P1',
    merchantAccountCode: 'Nordlys',
    merchantReference: '1001',
    eventCode: 'AUTHORISATION',
  },
  ...{ eventDate: '2026-03-01T10:30:00+01:00', success: 'true', paymentMethod: 'visa', reason: '' },
  amount: { value: 1999, currency: 'EUR' },
};
const notification = (...changes: Item[]) => ({
  live: 'true',
  notificationItems: changes.map((change) => ({ NotificationRequestItem: { ...item, ...change } })),
});
const map = (...changes: Item[]) =>
  mapSample(adyen, { value: Buffer.from(JSON.stringify(notification(...changes))) }).map(({ body }) => body);

describe('adyen', () => {
  it('maps payments: minor units, success as a word, the payment a change belongs to', () => {
    expect(
      map(
        {},
        {
          eventCode: 'CAPTURE',
          pspReference: 'P2',
          originalReference: 'P1',
          amount: { value: 1999, currency: 'JPY' },
        },
      ),
    ).toMatchObject([
      {
        ...{
          payment_id: 'adyen:P1',
          order_id: '1001',
          kind: 'auth',
          status: 'succeeded',
          at: '2026-03-01T09:30:00.000Z',
        },
        amount: { amount: '19.99', currency: 'EUR' },
      },
      {
        payment_id: 'adyen:P2',
        kind: 'capture',
        original_payment: 'adyen:P1',
        amount: { amount: '1999', currency: 'JPY' },
      },
    ]);
    const failed = map({ eventCode: 'REFUND', success: 'false' }, { eventCode: 'CAPTURE_FAILED' });
    expect(failed).toMatchObject([
      { kind: 'refund', status: 'failed' },
      { kind: 'capture', status: 'failed', raw_status: 'CAPTURE_FAILED' },
    ]);
  });

  it('follows a dispute to its end', () => {
    const codes = ['REQUEST_FOR_INFORMATION', 'CHARGEBACK', 'CHARGEBACK_REVERSED', 'SECOND_CHARGEBACK'];
    const told = map(
      ...codes.map((eventCode) => ({ eventCode, pspReference: 'D1', originalReference: 'P1' })),
    );
    expect(
      told.map(({ dispute_id, payment_id, kind, outcome }) => [dispute_id, payment_id, kind, outcome]),
    ).toEqual([
      ['adyen:D1', 'adyen:P1', 'inquiry', 'open'],
      ['adyen:D1', 'adyen:P1', 'chargeback', 'open'],
      ['adyen:D1', 'adyen:P1', 'chargeback', 'won'],
      ['adyen:D1', 'adyen:P1', 'chargeback', 'lost'],
    ]);
  });

  it('leaves out what says nothing of money, and refuses a code it does not know', () => {
    expect(map({ eventCode: 'REPORT_AVAILABLE' })).toEqual([]);
    expect(map({ eventCode: 'REPORT_AVAILABLE' }, {})).toHaveLength(1);
    expect(() => map({ eventCode: 'NEW_MONEY' })).toThrow(/NEW_MONEY/);
  });

  it('maps the settlement report: gross and fees are the net, in the zone it names', () => {
    const names = [
      ...['Company Account', 'Merchant Account', 'Psp Reference', 'Merchant Reference', 'Creation Date'],
      ...[
        'TimeZone',
        'Type',
        'Modification Reference',
        'Gross Currency',
        'Gross Debit (GC)',
        'Gross Credit (GC)',
      ],
      ...['Net Currency', 'Net Debit (NC)', 'Net Credit (NC)', 'Commission (NC)', 'Markup (NC)'],
      ...['Scheme Fees (NC)', 'Interchange (NC)', 'Batch Number'],
    ];
    const settled = 'N,M,P1,1001,2026-03-01 10:30:00,CET,Settled,P2,EUR,,19.99,EUR,,19.50,,0.10,0.09,0.30,12';
    const refunded = 'N,M,P3,1001,2026-07-01 10:30:00,CEST,Refunded,P4,EUR,5.00,,EUR,5.10,,0.10,,,,12';
    const payout = 'N,M,,,2026-03-02 00:00:00,CET,MerchantPayout,P5,EUR,14.40,,EUR,14.40,,,,,,12';
    const table = [names.join(','), settled, settled, refunded, payout].join('\n');
    const bodies = mapSample(adyen, { value: Buffer.from(table) }).map(({ body }) => body);
    expect(bodies.map(({ pnl_code, amount }) => [pnl_code, (amount as { amount: string }).amount])).toEqual([
      ...[1, 2].flatMap(() => [
        ['R100', '19.99'],
        ['C260', '-0.10'],
        ['C260', '-0.09'],
        ['C260', '-0.30'],
      ]),
      ['R210', '-5.00'],
      ['C260', '-0.10'],
      ['balance', '-14.40'],
    ]);
    expect(new Set(bodies.map(({ line_id }) => line_id)).size).toBe(bodies.length);
    expect(bodies[0]).toMatchObject({
      ...{ order_id: '1001', settlement_id: 'adyen:M:12', posted_at: '2026-03-01T09:30:00.000Z' },
    });
    expect(bodies[8]!.posted_at).toBe('2026-07-01T08:30:00.000Z');
  });

  it('knows the signature of every item', () => {
    const key = '44782def547aaa06c910c43932b1eb0c71fc68d9d0c057550c48ec2acf6ba056';
    const sign = (values: string) =>
      createHmac('sha256', Buffer.from(key, 'hex')).update(values).digest('base64');
    const good = { additionalData: { hmacSignature: sign('P1::Nordlys:1001:1999:EUR:AUTHORISATION:true') } };
    const request = (...changes: Item[]) => ({
      source: 'adyen',
      headers: {},
      body: Buffer.from(JSON.stringify(notification(...changes))),
    });
    const { verify, describe: say } = adyen.webhook!;
    expect(verify(request(good), key)).toBe(true);
    expect(verify(request({ ...good, amount: { value: 1, currency: 'EUR' } }), key)).toBe(false);
    expect(verify(request(good, {}), key)).toBe(false);
    expect(verify(request(good), key.replace('4', '5'))).toBe(false);
    expect(verify({ ...request(good), body: Buffer.from('x') }, key)).toBe(false);
    expect(say(request(good))).toEqual({
      ...{ object: 'notification', account: 'Nordlys', sentAt: undefined },
      id: 'P1:AUTHORISATION:2026-03-01T09:30:00.000Z',
    });
    expect(say(request({ eventCode: 'REPORT_AVAILABLE' })).object).toBe('notice');
  });
});

describe.skipIf(payloadsDir === undefined)('adyen samples (skipped where ENTREPOT_SAMPLES has none)', () => {
  it.each(manifestEntries('adyen'))('$file holds what the manifest says', (entry) => {
    const events = mapSample(adyen, { value: readSample(entry.file) });
    expect(missingOf(entry, events, { amount: (Number(entry.sample_amount) / 100).toFixed(2) })).toEqual([]);
  });

  /** Transfers and balances of a platform with sellers of its own are not mapped. */
  const refused: Readonly<Record<string, RegExp>> = {
    'adyen/transfers__get-all-transfers-success.json': /none of the objects/,
    'adyen/transfers__get-transactions-success-200.json': /none of the objects/,
    'adyen/transfers__post-cashouts-200.json': /none of the objects/,
    'adyen/transfers__post-transfers-payout-cross-border-200.json': /none of the objects/,
  };
  it.each(sampleFiles('adyen'))('%s is mapped, ignored or refused with a reason', (file) => {
    const mapFile = () => mapSample(adyen, { value: readSample(file) });
    if (refused[file]) expect(mapFile).toThrow(refused[file]);
    else expect(mapFile).not.toThrow();
  });
});
