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

/** What is sent: a contract, and its event by number. */
export const kinds = {
  orders: {
    contract: order,
    record: (index: number): KeyedRecord => encodeEvent(orderEvent(`load-${index}`)),
  },
  settlements: { contract: settlementLine, record: settlementRecord },
} as const;

export function readTask(): Task {
  return JSON.parse(process.argv[2]!) as Task;
}
