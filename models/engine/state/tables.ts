import type { Warehouse } from '#warehouse';

/**
 * What the builder has to remember, beside the models. Rows are only ever added: of those with the same key the one
 * with the greatest `sequence` holds, so a half-done change is either seen whole or not at all.
 */
const tables: Readonly<Record<string, string>> = {
  /** What each stored table was built from. */
  _model_versions: `(
    model LowCardinality(String), fingerprint String, kind LowCardinality(String), as_of Date,
    recorded_at DateTime64(3, 'UTC') DEFAULT now64(3), sequence UInt64
  ) ENGINE = ReplacingMergeTree(sequence) ORDER BY model`,
  /** Every partition: the version its content got when it last changed, and what it has taken in of each upstream. */
  _model_partitions: `(
    model LowCardinality(String), partition String, version UInt64, rows UInt64, hash UInt64,
    consumed Map(LowCardinality(String), UInt64),
    recorded_at DateTime64(3, 'UTC') DEFAULT now64(3), sequence UInt64
  ) ENGINE = ReplacingMergeTree(sequence) ORDER BY (model, partition)`,
  /** Up to where a model as a whole has taken in its sources: next Kafka offset, or version of an upstream model. */
  _model_offsets: `(
    model LowCardinality(String), source LowCardinality(String), source_partition UInt32, consumed UInt64,
    sequence UInt64
  ) ENGINE = ReplacingMergeTree(sequence) ORDER BY (model, source, source_partition)`,
  /** Keys whose rows changed with a version of a model, old and new values alike; '*' stands for all of them. */
  _model_changes: `(
    model LowCardinality(String), columns LowCardinality(String), version UInt64, key String
  ) ENGINE = MergeTree ORDER BY (model, columns, version, key)`,
  _model_runs: `(
    model LowCardinality(String), action LowCardinality(String), started_at DateTime64(3, 'UTC'),
    duration_ms UInt32, partitions UInt32, rows UInt64, error String, warnings Array(String),
    recorded_at DateTime64(3, 'UTC') DEFAULT now64(3)
  ) ENGINE = MergeTree ORDER BY (model, started_at) TTL toDateTime(recorded_at) + INTERVAL 90 DAY`,
  /** What readers may rely on: moves after the rows themselves. */
  _model_watermarks: `(
    model LowCardinality(String), version UInt64, event_time DateTime64(3, 'UTC'),
    built_at DateTime64(3, 'UTC'), sequence UInt64
  ) ENGINE = ReplacingMergeTree(sequence) ORDER BY model`,
  /** Texts of models: what serves, what was applied, what is refused until it changes; an empty text is a removal. */
  _model_definitions: `(
    model LowCardinality(String), role LowCardinality(String), file String, text String CODEC(ZSTD(3)),
    follows String, error String, sequence UInt64 DEFAULT toUnixTimestamp64Micro(now64(6))
  ) ENGINE = ReplacingMergeTree(sequence) ORDER BY (model, role)`,
  /** An exchange of tables that has begun: all that is to be written after it, so that it can be finished after a crash. */
  _model_exchanges: `(
    model LowCardinality(String), exchange String CODEC(ZSTD(3)), sequence UInt64
  ) ENGINE = ReplacingMergeTree(sequence) ORDER BY model`,
  /** Tables that served before, with their state, until those in their place have proved themselves. */
  _model_kept: `(
    model LowCardinality(String), generation UInt64, kept String CODEC(ZSTD(3)), live UInt8, sequence UInt64,
    kept_at DateTime64(3, 'UTC')
  ) ENGINE = ReplacingMergeTree(sequence) ORDER BY (model, generation)`,
  /** What operators ask of the builder that runs, and what came of it. */
  _model_requests: `(
    id UUID, what LowCardinality(String), model LowCardinality(String), days Array(Date), state LowCardinality(String),
    answer String, asked_at DateTime64(3, 'UTC') DEFAULT now64(3),
    sequence UInt64 DEFAULT toUnixTimestamp64Micro(now64(6))
  ) ENGINE = ReplacingMergeTree(sequence) ORDER BY id TTL toDateTime(asked_at) + INTERVAL 30 DAY`,
  _leases: `(
    name LowCardinality(String), epoch UInt64, owner String, expires_at DateTime64(3, 'UTC'),
    claimed_at DateTime64(3, 'UTC') DEFAULT now64(3)
  ) ENGINE = MergeTree ORDER BY (name, epoch) TTL toDateTime(expires_at) + INTERVAL 1 DAY`,
};

/** Creates the state tables that are missing. */
export async function createStateTables(warehouse: Warehouse): Promise<void> {
  for (const [name, definition] of Object.entries(tables)) {
    await warehouse.command(`CREATE TABLE IF NOT EXISTS ${name} ${definition}`);
  }
}
