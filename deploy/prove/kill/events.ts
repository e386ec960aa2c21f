import { encodeEvent, type KeyedRecord, outgoing, refund } from '#ingestion';

export const killTopic = refund.topic;
export const killContract = refund;

/** What is wrong with a bad event, and what quarantine must say about it. */
const defects: readonly { name: string; says: string; spoil(json: string): string }[] = [
  { name: 'cut', says: 'not JSON', spoil: (json) => json.slice(0, json.length - 20) },
  {
    name: 'coerced',
    says: 'restock is not',
    spoil: (json) => json.replace('"restock":true', '"restock":"true"'),
  },
  { name: 'missing', says: 'tax is missing', spoil: (json) => json.replace('"tax":', '"tex":') },
  {
    name: 'number',
    says: 'amount.amount is not',
    spoil: (json) => json.replace('"amount":"', '"amount":1,"x":"'),
  },
  {
    name: 'day',
    says: 'processed_at is not',
    spoil: (json) => json.replace(/"processed_at":"\d{4}-\d{2}-\d{2}T/, '"processed_at":"2026-02-30T'),
  },
];

export type Ledger = {
  /** Events that are fine, counted once however often they were delivered. */
  good: number;
  /** Deliveries of events that are fine. */
  deliveries: number;
  /** Deliveries of bad events. */
  bad: number;
  /** Sum of the amounts of the good events, in cents. */
  cents: number;
};

export type Generated = { records: KeyedRecord[]; ledger: Ledger };

/**
 * A run of events by their numbers: one in a hundred is bad in one of five ways, one in fifty is delivered twice, and
 * every tenth has two versions.
 */
export function generate(from: number, to: number): Generated {
  const records: KeyedRecord[] = [];
  const ledger: Ledger = { good: 0, deliveries: 0, bad: 0, cents: 0 };
  for (let index = from; index < to; index++) {
    const bad = index % 100 === 37;
    const versions = !bad && index % 10 === 3 ? 2 : 1;
    for (let version = 1; version <= versions; version++) {
      const record = encoded(index, version, bad);
      const times = index % 50 === 11 ? 2 : 1;
      for (let time = 0; time < times; time++) records.push(record);
      if (bad) ledger.bad += times;
      else ledger.deliveries += times;
    }
    if (!bad) {
      ledger.good++;
      ledger.cents += centsOf(index, versions);
    }
  }
  return { records, ledger };
}

/** The text that the quarantine's reason of a bad event must contain, by the event's id. */
export function expectedReason(entityId: string): string | undefined {
  return defects.find(({ name }) => entityId.startsWith(`bad:${name}:`))?.says;
}

function encoded(index: number, version: number, bad: boolean): KeyedRecord {
  const defect = defects[Math.floor(index / 100) % defects.length]!;
  const cents = centsOf(index, version);
  const event = encodeEvent(
    outgoing(refund, {
      source: 'prove',
      time: '2026-03-01T09:30:00.123Z',
      version,
      channel: 'shopify',
      shop: 'shopify_us',
      body: {
        refund_id: bad ? `bad:${defect.name}:${index}` : `r:${index}`,
        order_id: `o:${index}`,
        amount: { amount: (cents / 100).toFixed(2), currency: 'USD' },
        tax: { amount: '0', currency: 'USD' },
        shipping: { amount: '0', currency: 'USD' },
        restock: true,
        processed_at: `${dayOf(index)}T09:30:00.123Z`,
      },
    }),
  );
  return bad ? { ...event, value: defect.spoil(event.value) } : event;
}

/** Days of half a year, so that models have partitions of every age. */
function dayOf(index: number): string {
  const day = Math.floor(index / 14_000) % 180;
  return new Date(Date.UTC(2025, 8, 1) + day * 86_400_000).toISOString().slice(0, 10);
}

function centsOf(index: number, version: number): number {
  return (index % 1_000) + version;
}
