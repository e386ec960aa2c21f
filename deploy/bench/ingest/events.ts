import type { Logger } from 'pino';
import { createProducer, encodeEvent, type KeyedRecord, outgoing, settlementLine } from '#ingestion';

export const benchTopic = settlementLine.topic;

/** Settlement lines as a channel would report them: about 300 bytes of JSON under ten envelope headers. */
export function settlementRecord(index: number): KeyedRecord {
  const time = new Date(1_772_000_000_000 + index).toISOString();
  return encodeEvent(
    outgoing(settlementLine, {
      source: 'amazon',
      time,
      version: 1_772_000_000_000 + index,
      channel: 'amazon',
      shop: 'amazon_us',
      rawref: `raw.amazon:0:${index}`,
      body: {
        line_id: `amazon_us:set-2026-03:${100_000 + index}`,
        settlement_id: `set-2026-03-${index % 40}`,
        order_id: `amazon_us:112-${index}-778`,
        order_line_id: null,
        sku: `SKU-${index % 900}`,
        raw_type: 'Commission',
        pnl_code: 'C210',
        amount: { amount: `-${((index % 5_000) / 100).toFixed(2)}`, currency: 'USD' },
        qty: '1',
        posted_at: time,
        deposit_date: '2026-03-14',
      },
    }),
  );
}

/** Fills the topic; its events are the same at every run. */
export async function produceEvents(
  brokers: readonly string[],
  log: Logger,
  count: number,
  partitions: number,
): Promise<void> {
  const producer = await createProducer({ brokers, clientId: 'bench', log });
  try {
    await producer.ensureTopics([benchTopic], { partitions });
    for (let done = 0; done < count; done += 10_000) {
      const size = Math.min(10_000, count - done);
      await producer.send(
        benchTopic,
        Array.from({ length: size }, (_, index) => settlementRecord(done + index)),
      );
    }
  } finally {
    await producer.close();
  }
}
