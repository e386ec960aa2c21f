import type { KafkaMessage } from 'kafkajs';

/** The same event in a table without checks, lists, offsets or envelope beyond what a row needs. */
export function plainTable(name: string): string {
  return `create table ${name} (${plainColumns}) engine = MergeTree order by (line_id, version)`;
}

export const plainColumns = [
  'line_id String',
  'settlement_id Nullable(String)',
  'order_id Nullable(String)',
  'sku Nullable(String)',
  'raw_type String',
  'pnl_code LowCardinality(String)',
  'amount Tuple(amount Decimal(38, 6), currency LowCardinality(String))',
  'qty Nullable(Decimal(18, 4))',
  "posted_at DateTime64(3, 'UTC')",
  'deposit_date Nullable(Date32)',
  'version UInt64',
].join(', ');

/** A message as the object that is inserted. */
export function plainRow({ value, headers }: KafkaMessage): Record<string, unknown> {
  const { order_line_id: _unused, ...body } = JSON.parse(value!.toString()) as Record<string, unknown>;
  return { ...body, version: headers!.ce_entityversion!.toString() };
}
