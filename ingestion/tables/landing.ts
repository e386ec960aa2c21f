/**
 * A landing table takes a Kafka record as it came, envelope headers unread, in RowBinary: bytes are only ever copied,
 * and no byte of a record can be mistaken for a separator. What is the same for a whole batch travels once, in the
 * statement's `log_comment`, from where the landing's view reads it; it is also how an insert is found and ended.
 */
export const landingColumns = [
  // Always a backtick. The embedded engine reads an insert's body as SQL before it runs it; an unclosed quote ends that.
  { name: '_lead', type: 'UInt8' },
  { name: '_offset', type: 'UInt64' },
  { name: '_timestamp', type: 'Int64' },
  { name: 'key', type: 'String' },
  { name: 'entityid', type: 'String' },
  { name: 'entityversion', type: 'String' },
  { name: 'op', type: 'String' },
  { name: 'id', type: 'String' },
  { name: 'source', type: 'String' },
  { name: 'time', type: 'String' },
  { name: 'channel', type: 'String' },
  { name: 'shop', type: 'String' },
  { name: 'rawref', type: 'String' },
  { name: 'type', type: 'String' },
  { name: 'payload', type: 'String' },
] as const;

/** Headers of a record in the order in which the landing table holds their values. */
export const landingHeaders = [
  'ce_entityid',
  'ce_entityversion',
  'ce_op',
  'ce_id',
  'ce_source',
  'ce_time',
  'ce_channel',
  'ce_shop',
  'ce_rawref',
  'ce_type',
] as const;

/** The value of `op` that stands for a record without a value. */
export const tombstone = 'tombstone';

/** What all rows of one insert share. */
export type BatchMark = {
  topic: string;
  partition: number;
  first: bigint;
  last: bigint;
  ingestedAt: number;
  epoch: number;
};

const prefix = 'ingest';

/** Start of the `log_comment` of every insert into one partition. */
export function partitionMark(database: string, topic: string, partition: number): string {
  return `${prefix}:${database}:${topic}:${partition}:`;
}

/** `log_comment` of an insert. */
export function batchMark(database: string, batch: BatchMark): string {
  const { topic, partition, first, last, ingestedAt, epoch } = batch;
  return `${partitionMark(database, topic, partition)}${first}:${last}:${ingestedAt}:${epoch}`;
}

const part = (index: number) => `splitByChar(':', getSetting('log_comment'))[${index}]`;

/** The mark's parts as the landing's view reads them. */
export const markColumns = {
  partition: `toUInt32OrZero(${part(4)})`,
  first: `toUInt64OrZero(${part(5)})`,
  last: `toUInt64OrZero(${part(6)})`,
  ingestedAt: `fromUnixTimestamp64Milli(toInt64OrZero(${part(7)}), 'UTC')`,
  epoch: `toUInt64OrZero(${part(8)})`,
} as const;
