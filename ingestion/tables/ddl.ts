import { createHash } from 'node:crypto';
import { identifier, stringLiteral } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { grammar } from './grammar.ts';
import { landingColumns } from './landing.ts';
import { claimsTable, gapsTable, internalNames } from './names.ts';
import {
  deliveryValues,
  envelopeChecks,
  parseSelect,
  plainSelect,
  type RecordColumn,
  rawColumns,
  type TypedColumn,
  typedColumns,
} from './parse.ts';
import { pruned } from './prune.ts';
import { reasonsOf } from './reasons.ts';
import { shapeOf } from './schema.ts';
import { latestSelect, listSelect } from './views.ts';

/** Names under which a refused record keeps what came with it. */
const quarantineNames: Record<(typeof rawColumns)[number], string> = {
  key: 'key',
  entityid: 'entity_id',
  entityversion: 'entity_version',
  op: 'op',
  id: 'event_id',
  source: 'event_source',
  time: 'event_time',
  channel: 'channel',
  shop: 'shop_id',
  rawref: 'raw_ref',
  type: 'type',
  payload: 'payload',
};

/** Tables that hold events, oldest month first; a batch lies in one month, so that it is one part. */
const storage = 'partition by toYYYYMM(_ingested_at)';

/** What the sink and the status page ask of a table, kept up by every insert so that history is never scanned. */
const progress = (counted: string) =>
  `projection progress (select _partition, max((_batch_last, _batch_first, _ingested_at)), max(_offset), min(_offset), count(), max(_timestamp)${counted} group by _partition)`;

/**
 * The projection of an insert's rows is left to the merge that takes them in: it would double the files that a small
 * insert makes. Parts that wait for a merge are read as they are.
 */
export const mergeSettings = 'materialize_projections_on_insert = 0, materialize_projections_on_merge = 1';

/** The platform's own tables: who writes which partition, and which offsets Kafka had lost before they were read. */
export const stateTables: readonly string[] = [
  `create table if not exists ${claimsTable} (topic String, partition UInt32, epoch UInt64, owner String, claimed_at DateTime64(3, 'UTC')) engine = MergeTree order by (topic, partition, epoch)`,
  `create table if not exists ${gapsTable} (topic String, partition UInt32, first UInt64, last UInt64, found_at DateTime64(3, 'UTC')) engine = ReplacingMergeTree order by (topic, partition, first, last)`,
  `create table if not exists _ingest_tables (table String, fingerprint String, applied_at DateTime64(3, 'UTC')) engine = ReplacingMergeTree(applied_at) order by table`,
];

/** A contract's table of every delivery. */
export function eventTable(contract: Contract): string {
  const columns = typedColumns(contract).map(columnClause);
  return `create table if not exists ${contract.table} (${[...columns, progress(", countIf(ext != '')")].join(', ')}) engine = MergeTree ${storage} order by (entity_id, entity_version, _partition, _offset) settings ${mergeSettings}`;
}

/** The table of records that did not fulfil the contract, with what came along. */
export function refusedTable(contract: Contract): string {
  const raw = rawColumns.map((name) => `${quarantineNames[name]} String`);
  const delivery = deliveryValues.map(columnClause);
  const refusal = `refusal String comment 'What the engine said, where it would not take the record at all'`;
  const columns = [...raw, ...delivery, refusal, progress('')].join(', ');
  return `create table if not exists ${internalNames(contract).refused} (${columns}) engine = MergeTree ${storage} order by (_partition, _offset) settings ${mergeSettings}`;
}

/** The quarantine: refused records and why, computed when they are read: it costs the stream nothing. */
function quarantineSelect(contract: Contract): string {
  const at: RecordColumn = (name) => quarantineNames[name];
  const envelope = envelopeChecks(contract.topic, at).flatMap(({ holds, reason }) => [
    `not (${holds})`,
    reason,
  ]);
  const body = reasonsOf(shapeOf(contract), 'payload');
  const identity = `JSONExtractString(payload, ${stringLiteral(contract.entity)})`;
  const id = `if(entity_id = '', key, entity_id)`;
  const fields = [
    `(${body} as field_reasons) != ''`,
    'field_reasons',
    `${identity} != ${id}`,
    `concat('its entity id is ', ${id}, ', but ${contract.entity} says ', ${identity})`,
  ];
  const shape = shapeOf(contract);
  const form = stringLiteral(grammar(shape));
  // What no field is to blame for: all of them are looked at where they stand first.
  const rest = [
    `payload != '' and not match(payload, ${form}) and not match(${pruned(shape, 'payload')}, ${form})`,
    "'a member that is written twice is not always as the contract wants it'",
    "'it fulfils the contract as it is now: replay it'",
  ];
  const reason = `multiIf(refusal != '', refusal, ${[...envelope, ...fields, ...rest].join(', ')})`;
  return `select *, ${reason} as reason from ${internalNames(contract).refused}`;
}

/** Where records land: any, and those that were judged before. */
export function landingTables(contract: Contract): string[] {
  const columns = landingColumns.map(({ name, type }) => `${identifier(name)} ${type}`).join(', ');
  const { landing, plain } = internalNames(contract);
  return [landing, plain].map((name) => `create table if not exists ${name} (${columns}) engine = Null`);
}

export function parsedTable(contract: Contract): string {
  const typed = typedColumns(contract).map(({ name, type }) => `${identifier(name)} ${type}`);
  const raw = rawColumns.map((name) => `${identifier(`raw.${name}`)} String`);
  return `create table if not exists ${internalNames(contract).parsed} (${['ok UInt8', ...typed, ...raw].join(', ')}) engine = Null`;
}

export type ViewDefinition = { name: string; select: string };
export type StreamView = ViewDefinition & { target: string };

/** Materialized views from the landings to the two tables, in the order in which a new column must reach them. */
export function streamViews(contract: Contract, database: string): StreamView[] {
  const names = internalNames(contract);
  const typed = typedColumns(contract).map(({ name }) => identifier(name));
  const raw = rawColumns.map((name) => `${identifier(`raw.${name}`)} as ${quarantineNames[name]}`);
  const delivery = deliveryValues.map(({ name }) => identifier(name));
  const parsed = `${identifier(database)}.${identifier(names.parsed)}`;
  return [
    {
      name: names.store,
      target: contract.table,
      select: `select ${typed.join(', ')} from ${parsed} where ok`,
    },
    {
      name: names.refuse,
      target: names.refused,
      select: `select ${[...raw, ...delivery].join(', ')} from ${parsed} where not ok`,
    },
    { name: names.parse, target: names.parsed, select: parseSelect(contract, database) },
    { name: names.storePlain, target: contract.table, select: plainSelect(contract, database) },
  ];
}

/** The views that models and people read. */
export function readViews(contract: Contract): ViewDefinition[] {
  const { table, latestView, listViews, quarantineTable } = contract;
  return [
    { name: quarantineTable, select: quarantineSelect(contract) },
    { name: latestView, select: latestSelect(contract, table) },
    ...Object.entries(listViews).map(([list, name]) => ({ name, select: listSelect(contract, list, table) })),
  ];
}

/** Changes whenever anything generated from the contract does. */
export function fingerprint(contract: Contract, database: string): string {
  const all = [
    eventTable(contract),
    refusedTable(contract),
    ...landingTables(contract),
    parsedTable(contract),
  ];
  const views = [...streamViews(contract, database), ...readViews(contract)].map(({ select }) => select);
  return createHash('sha256')
    .update([...all, ...views].join('\n'))
    .digest('hex');
}

export function columnClause({ name, type, description }: TypedColumn): string {
  return `${identifier(name)} ${type}${description === undefined ? '' : ` comment ${stringLiteral(description)}`}`;
}
