import { identifier, stringLiteral } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { checksOf } from './checks.ts';
import { extracted, stored, storedType, tupleType } from './extract.ts';
import { grammar } from './grammar.ts';
import { markColumns, tombstone } from './landing.ts';
import { claimsTable, internalNames } from './names.ts';
import { pruned, unknownFields } from './prune.ts';
import { shapeOf } from './schema.ts';

/** Columns of the record that a refused event keeps as they came. */
export const rawColumns = [
  'key',
  'entityid',
  'entityversion',
  'op',
  'id',
  'source',
  'time',
  'channel',
  'shop',
  'rawref',
  'type',
  'payload',
] as const;

export type TypedColumn = { name: string; type: string; value: string; description?: string };

/** Every column of a contract's table with the SQL of its value over the landing table and the parsed `body`. */
export function typedColumns(contract: Contract): TypedColumn[] {
  const { entity, topic } = contract;
  const body = contract.columns.map((column) => {
    const value = stored(column, 'body');
    return {
      name: column.name,
      type: storedType(column),
      value: column.name === entity ? `if(land.op = '${tombstone}', land.key, ${value})` : value,
      ...(column.description === undefined ? {} : { description: column.description }),
    };
  });
  const eventId = `concat(${stringLiteral(`${topic}:`)}, toString(${markColumns.partition}), ':', toString(land._offset))`;
  return [
    { name: 'entity_id', type: 'String', value: entityIdOf(landed) },
    { name: 'entity_version', type: 'UInt64', value: `assumeNotNull(${version})` },
    {
      name: 'op',
      type: "Enum8('upsert' = 1, 'delete' = 2)",
      value: `if(land.op in ('delete', '${tombstone}'), 'delete', 'upsert')`,
    },
    { name: 'event_id', type: 'String', value: `if(land.id = '', ${eventId}, land.id)` },
    { name: 'event_source', type: 'LowCardinality(String)', value: 'land.source' },
    { name: 'event_time', type: "DateTime64(3, 'UTC')", value: `assumeNotNull(${time})` },
    { name: 'channel', type: 'LowCardinality(String)', value: 'land.channel' },
    { name: 'shop_id', type: 'LowCardinality(String)', value: 'land.shop' },
    { name: 'raw_ref', type: 'String', value: 'land.rawref' },
    ...body,
    {
      name: 'ext',
      type: 'String',
      value: `if(strict or not formed, '', ${unknownFields(shapeOf(contract), 'land.payload', 'land.plain')})`,
    },
    ...deliveryValues,
  ];
}

/** The columns that say where an event lies in Kafka and which batch stored it. */
export const deliveryValues: readonly TypedColumn[] = [
  { name: '_partition', type: 'UInt32', value: markColumns.partition },
  { name: '_offset', type: 'UInt64', value: 'land._offset' },
  {
    name: '_timestamp',
    type: "DateTime64(3, 'UTC')",
    value: `fromUnixTimestamp64Milli(land._timestamp, 'UTC')`,
  },
  { name: '_batch_first', type: 'UInt64', value: markColumns.first },
  { name: '_batch_last', type: 'UInt64', value: markColumns.last },
  { name: '_ingested_at', type: "DateTime64(3, 'UTC')", value: markColumns.ingestedAt },
];

/** The entity's id: the attribute, else the record's key. */
export const entityIdOf = (at: RecordColumn) => `if(${at('entityid')} = '', ${at('key')}, ${at('entityid')})`;
const version =
  "if(land.entityversion = '', toNullable(toUInt64(greatest(land._timestamp, 0))), toUInt64OrNull(land.entityversion))";
const timeText = (text: string) => `parseDateTime64BestEffortOrNull(${text}, 3, 'UTC')`;
const time = `if(land.time = '', toNullable(fromUnixTimestamp64Milli(land._timestamp, 'UTC')), ${timeText('land.time')})`;
/** RFC 3339, as CloudEvents says; the engine's own reader would take a bare year. */
const timeForm =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$';
const plainNumber = '^[0-9]{1,20}$';

/**
 * The view that checks a landed record and types it: one pass of the grammar, one JSON parse, no row refused or
 * coerced. `ok` says which way the row goes. A writer whose claim has been overtaken fails here as a whole.
 */
export function parseSelect(contract: Contract, database: string): string {
  const { topic, entity } = contract;
  const shape = shapeOf(contract);
  const { required, limits } = checksOf(shape, 'land.payload');
  const form = stringLiteral(grammar(shape));
  const envelope = envelopeChecks(topic, landed).map(({ holds }) => holds);
  const column = contract.columns.find(({ name }) => name === entity)!;
  const identified = `ifNull(${extracted(column, 'body')} = ${entityIdOf(landed)}, 0)`;
  const isDelete = "land.op = 'delete'";
  const fulfilled = [...limits, identified, `(${isDelete} or (${all(required)}))`];
  const ok = `${all(envelope)} and (land.op = '${tombstone}' or (formed and ${all(fulfilled)}))`;
  const columns = typedColumns(contract).map(({ name, value }) => `${value} as ${identifier(name)}`);
  const raw = rawColumns.map((name) => `land.${name} as ${identifier(`raw.${name}`)}`);
  return [
    `select`,
    `  ${ok} as ok,`,
    `  ${[...columns, ...raw].join(',\n  ')}`,
    // One subquery only: the engine analyses all of it anew for every SELECT around it, at every insert.
    `from (select *, match(payload, ${form}) as strict, if(strict, '', ${pruned(shape, 'payload')}) as plain,`,
    // The engine would throw at a number no decimal holds, and the whole batch with it; what is not formed is not read.
    `    strict or match(plain, ${form}) as formed, JSONExtract(if(formed, payload, ''), ${stringLiteral(tupleType(shape))}) as body`,
    `  ${unfenced(topic, database, internalNames(contract).landing)}`,
    `) as land`,
  ].join('\n');
}

/** The same for records of which is known that they are in order and hold nothing unknown: types them, and that is all. */
export function plainSelect(contract: Contract, database: string): string {
  const columns = typedColumns(contract).map(({ name, value }) =>
    name === 'ext' ? `'' as ext` : `${value} as ${identifier(name)}`,
  );
  return [
    `select ${columns.join(',\n  ')}`,
    `from (select *, JSONExtract(payload, ${stringLiteral(tupleType(shapeOf(contract)))}) as body`,
    `  ${unfenced(contract.topic, database, internalNames(contract).plain)}`,
    `) as land`,
  ].join('\n');
}

/** What has landed, unless the writer's claim has been overtaken: then the insert fails. */
function unfenced(topic: string, database: string, landing: string): string {
  const owner = `(select max(epoch) from ${identifier(database)}.${claimsTable} where topic = ${stringLiteral(topic)} and partition = ${markColumns.partition})`;
  return `from ${identifier(database)}.${identifier(landing)} where throwIf(${markColumns.epoch} < ${owner}, 'fenced: this partition has a new owner') = 0`;
}

/** SQL of a column of the record: of the landing table, or of the quarantine that kept it. */
export type RecordColumn = (name: (typeof rawColumns)[number]) => string;
const landed: RecordColumn = (name) => `land.${name}`;

/** What must hold of the envelope, and how a refusal says that it does not. */
export function envelopeChecks(topic: string, at: RecordColumn): { holds: string; reason: string }[] {
  const number = at('entityversion');
  const given = at('time');
  return [
    {
      holds: `${at('type')} in ('', ${stringLiteral(topic)})`,
      reason: `concat('ce_type is not ${topic} but ', ${at('type')})`,
    },
    { holds: `${entityIdOf(at)} != ''`, reason: "'there is neither a ce_entityid nor a key'" },
    {
      holds: `(${number} = '' or (match(${number}, '${plainNumber}') and isNotNull(toUInt64OrNull(${number}))))`,
      reason: `concat('ce_entityversion is not a UInt64: ', ${number})`,
    },
    {
      holds: `${at('op')} in ('', 'upsert', 'delete', '${tombstone}')`,
      reason: `concat('ce_op is neither upsert nor delete: ', ${at('op')})`,
    },
    {
      holds: `(${given} = '' or (match(${given}, ${stringLiteral(timeForm)}) and isNotNull(${timeText(given)})))`,
      reason: `concat('ce_time is not a time: ', ${given})`,
    },
  ];
}

function all(conditions: readonly string[]): string {
  return conditions.length === 0 ? '1' : conditions.join(' and ');
}
