import { describe, expect, it } from 'vitest';
import { amazon } from '../sources/index.ts';
import { shopDirectory } from '../sources/shops.ts';
import { mapMessages } from './map-messages.ts';
import { rawMessage } from './raw-message.ts';

const shops = shopDirectory([
  { shop: 'amazon_us', channel: 'amazon', marketplace: 'amazon_us', currency: 'USD', taxMode: 'excluded' },
]);

function message(offset: number, value: string | null, headers: Record<string, string> = {}) {
  return rawMessage('raw.amazon', 3, {
    key: Buffer.from('k'),
    value: value === null ? null : Buffer.from(value),
    timestamp: '1772366400000',
    attributes: 0,
    offset: String(offset),
    headers,
  });
}

const fee = (name: string, amount = -1) =>
  JSON.stringify({
    FinancialEvents: {
      ServiceFeeEventList: [
        { FeeList: [{ FeeType: name, FeeAmount: { CurrencyCode: 'USD', CurrencyAmount: amount } }] },
      ],
    },
  });
const account = { raw_account: 'amazon_us' };

describe('mapMessages', () => {
  it('maps the good and puts each bad one into quarantine with its place, reason and text', () => {
    const { events, refused, unmapped } = mapMessages(
      amazon,
      [
        message(7, fee('Subscription'), account),
        message(8, '{"broken": ', account),
        message(9, null, account),
        message(10, fee('Subscription'), { raw_object: 'finances_v9' }),
        message(11, fee('NewFee'), account),
      ],
      shops,
    );
    expect(events.map((event) => event.contract.topic)).toEqual([
      'fin.settlement_line.v1',
      'ops.raw_quarantine.v1',
      'ops.raw_quarantine.v1',
      'ops.raw_quarantine.v1',
      'fin.settlement_line.v1',
    ]);
    expect(refused.map(({ message: { offset } }) => offset)).toEqual(['8', '9', '10']);
    expect(events[1]!.body).toMatchObject({
      record_id: 'raw.amazon/3/8',
      raw_topic: 'raw.amazon',
      raw_partition: 3,
      raw_offset: 8,
      origin: 'amazon',
      code: 'PAYLOAD_INVALID',
      payload: '{"broken": ',
      payload_cut: false,
      received_at: '2026-03-01T12:00:00.000Z',
    });
    expect(events[3]!.body.reason).toMatch(/finances_v9/);
    expect([...unmapped]).toEqual([
      ['fin.settlement_line.v1 pnl_code: ServiceFeeEventList/FeeList/NewFee', 1],
    ]);
  });

  it('refuses a record whole when one of its events breaks a contract', () => {
    const { events } = mapMessages(amazon, [message(1, fee('Subscription', 0.1234567), account)], shops);
    expect(events.map((event) => event.body.code)).toEqual(['EVENT_INVALID']);
  });

  it('refuses events that Kafka would not take, keeping the start of the payload', () => {
    const Order = {
      AmazonOrderId: '1',
      PurchaseDate: '2026-03-01T00:00:00Z',
      LastUpdateDate: '2026-03-01T00:00:00Z',
      OrderStatus: 'Shipped',
      MarketplaceId: 'ATVPDKIKX0DER',
    };
    const OrderItems = Array.from({ length: 5_000 }, (_, index) => ({
      OrderItemId: String(index),
      QuantityOrdered: 1,
      Title: 'x'.repeat(400),
    }));
    const { events } = mapMessages(amazon, [message(1, JSON.stringify({ Order, OrderItems }))], shops);
    expect(events.map(({ body }) => [body.code, body.payload_cut])).toEqual([['TOO_LARGE', true]]);
    expect(String(events[0]!.body.payload)).toHaveLength(200_000);
  });
});
