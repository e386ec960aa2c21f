/**
 * The envelope: CloudEvents 1.0 attributes, carried as Kafka headers `ce_<attribute>` (binary mode), or around the
 * data (structured mode, content type `application/cloudevents+json`). Attribute names are lower-case letters and
 * digits only. Where a header is absent the Kafka record's own key and timestamp stand in.
 */
export type Envelope = {
  /** uuid v5 of source|entity|version: the same delivery always carries the same id. */
  id: string;
  /** The contract's topic name. */
  type: string;
  /** System that reported the event, e.g. `shopify`. */
  source: string;
  /** When it happened, ISO 8601 UTC. */
  time: string;
  /** Identifies the entity; also the Kafka key. */
  entityid: string;
  /** Orders the versions of an entity: source update time in ms, or a sequence. Decimal text of a UInt64. */
  entityversion: string;
  op: 'upsert' | 'delete';
  /** Channel code of `dim_channel`, where one applies. */
  channel?: string;
  /** Shop id of `dim_shop`, where one applies. */
  shop?: string;
  /** Topic, partition and offset (or file and line) of the raw payload. */
  rawref?: string;
};

export type EnvelopeColumn = { name: string; type: string; header?: keyof Envelope };

/** Columns every event table carries before its body. */
export const envelopeColumns: readonly EnvelopeColumn[] = [
  { name: 'entity_id', type: 'String', header: 'entityid' },
  { name: 'entity_version', type: 'UInt64', header: 'entityversion' },
  { name: 'op', type: "Enum8('upsert' = 1, 'delete' = 2)", header: 'op' },
  { name: 'event_id', type: 'String', header: 'id' },
  { name: 'event_source', type: 'LowCardinality(String)', header: 'source' },
  { name: 'event_time', type: "DateTime64(3, 'UTC')", header: 'time' },
  { name: 'channel', type: 'LowCardinality(String)', header: 'channel' },
  { name: 'shop_id', type: 'LowCardinality(String)', header: 'shop' },
  { name: 'raw_ref', type: 'String', header: 'rawref' },
];

/** Columns every event table carries after its body: where in Kafka the event lies and when it was stored. */
export const deliveryColumns: readonly EnvelopeColumn[] = [
  { name: 'ext', type: 'String' },
  { name: '_partition', type: 'UInt32' },
  { name: '_offset', type: 'UInt64' },
  { name: '_timestamp', type: "DateTime64(3, 'UTC')" },
  { name: '_batch_first', type: 'UInt64' },
  { name: '_batch_last', type: 'UInt64' },
  { name: '_ingested_at', type: "DateTime64(3, 'UTC')" },
];

export const envelopeColumnNames: ReadonlySet<string> = new Set(
  [...envelopeColumns, ...deliveryColumns].map((column) => column.name),
);
