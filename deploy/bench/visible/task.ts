import { encodeEvent, type KeyedRecord, order, settlementLine } from '#ingestion';
import { settlementRecord } from '../ingest/events.ts';
import { orderEvent } from '../order-event.ts';

/** What the load and the sink are told, in JSON, as their only argument. */
export type Task = {
  brokers: string[];
  url: string;
  user: string;
  password: string;
  database: string;
  kind: Kind;
  perSecond: number;
};

export type Kind = keyof typeof kinds;

/** What is sent: a contract, its event by number, and what a query for one entity asks of it. */
export const kinds = {
  orders: {
    contract: order,
    record: (index: number): KeyedRecord => encodeEvent(orderEvent(`load-${index}`)),
    asked:
      'order_id, status, placed_at, totals_total_amount, totals_total_currency, event_time, lines.sku, lines.qty',
  },
  settlements: {
    contract: settlementLine,
    record: settlementRecord,
    asked: 'order_id, raw_type, pnl_code, amount, currency, posted_at',
  },
} as const;

export function readTask(): Task {
  return JSON.parse(process.argv[2]!) as Task;
}
