import { type KeyedRecord, rawHeaders } from '#ingestion';

/** What came of raw payloads that a webhook of Shopify would have left. */
export type RawLedger = {
  /** Orders that can be mapped, counted once however often they came. */
  orders: number;
  /** Raw records that cannot be mapped, each delivery for itself: a record is known by its place. */
  refused: number;
  /** Sum of the orders' totals, in cents. */
  orderCents: number;
};

const defects: readonly { says: string; spoil(json: string): string }[] = [
  { says: 'PAYLOAD_INVALID The payload is not JSON', spoil: () => 'not json' },
  {
    says: 'EVENT_INVALID trade.order.v1',
    spoil: (json) => json.replace('"currency":"USD"', '"currency":"???"'),
  },
  { says: 'PAYLOAD_INVALID The payload is not JSON', spoil: (json) => json.slice(0, -30) },
];

/** What the quarantine's code and reason of a bad raw record must begin with, by the record's key. */
export function expectedRawReason(key: string): string {
  return defectOf(Number(key)).says;
}

const defectOf = (index: number) => defects[Math.floor(index / 100) % defects.length]!;

/** Raw orders by their numbers: one in a hundred is bad in one of three ways, one in forty comes twice. */
export function generateRaw(from: number, to: number): { records: KeyedRecord[]; ledger: RawLedger } {
  const records: KeyedRecord[] = [];
  const ledger: RawLedger = { orders: 0, refused: 0, orderCents: 0 };
  for (let index = from; index < to; index++) {
    const bad = index % 100 === 51;
    const record = rawOrder(index, bad);
    const times = index % 40 === 11 ? 2 : 1;
    for (let time = 0; time < times; time++) records.push(record);
    if (bad) ledger.refused += times;
    else {
      ledger.orders++;
      ledger.orderCents += centsOf(index);
    }
  }
  return { records, ledger };
}

function rawOrder(index: number, bad: boolean): KeyedRecord {
  const amount = (centsOf(index) / 100).toFixed(2);
  const json = JSON.stringify({
    id: 1_000_000 + index,
    created_at: '2026-02-27T09:00:00Z',
    updated_at: '2026-02-27T10:00:00Z',
    financial_status: 'paid',
    currency: 'USD',
    total_line_items_price: amount,
    total_discounts: '0.00',
    total_price: amount,
    line_items: [{ id: 1, sku: 'TEA', quantity: 1, price: amount }],
  });
  return {
    key: String(index),
    value: bad ? defectOf(index).spoil(json) : json,
    headers: { [rawHeaders.object]: 'orders/updated', [rawHeaders.account]: 'shopify_us' },
  };
}

const centsOf = (index: number) => 100 + (index % 5_000);
