import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { changedKeys, extentOfChange } from './changes.ts';
import { keyText } from './compute.ts';
import type { BuildContext } from './context.ts';
import { type Key, keyAsText } from './key-map.ts';
import { deliveriesBetween } from './ods-watch.ts';
import { touchedKeys } from './touched-entities.ts';

/** Beyond this many keys at once a whole build is cheaper. */
export const mostKeys = 200_000;

/** How long keys of older days are gathered before their partitions are swapped. */
export const gatherMs = 10_000;

/**
 * How far a model over ODS has looked, and what it has seen but not built. Lives in memory: after a crash the looking
 * begins again at what is recorded as taken in, which moves only when nothing is pending.
 */
export type KeyProgress = {
  /** ODS table -> Kafka partition -> next offset to look at. */
  offsets: Map<string, ReadonlyMap<number, number>>;
  /** ODS table -> greatest block number looked at. */
  blocks: Map<string, number>;
  /** Upstream -> version looked at. */
  versions: Map<string, number>;
  eventTime: number;
  pending: Map<
    Key,
    { since: number; late: boolean /** The check that holds it back. */; held?: Error | undefined }
  >;
  flushing: boolean;
};

export function startProgress(model: AnalysedModel, { store }: BuildContext): KeyProgress {
  const { offsets, eventTime } = store.of(model.name);
  return {
    offsets: new Map(model.ods.map(({ table }) => [table, new Map(offsets.get(table))])),
    blocks: new Map(),
    versions: new Map([...model.inputs.keys()].map((name) => [name, offsets.get(name)?.get(0) ?? 0])),
    eventTime,
    pending: new Map(),
    flushing: false,
  };
}

/** Whether a partition is of today or yesterday, or not a day at all. */
export function isCurrent(model: AnalysedModel, partition: string, { asOf }: BuildContext): boolean {
  const type = model.columns.find(({ name }) => name === model.by)!.type;
  if (!/^Date/.test(type)) return true;
  const yesterday = new Date(Date.parse(asOf) - 86_400_000).toISOString().slice(0, 10);
  return partition >= yesterday;
}

/** Adds to `pending` every key that deliveries or upstreams have touched since the last look. */
export async function scanKeys(
  model: AnalysedModel,
  context: BuildContext,
  progress: KeyProgress,
): Promise<'keys' | 'everything'> {
  const { store, watch } = context;
  if (model.usesAsOf && store.of(model.name).asOf !== context.asOf) return 'everything';
  for (const [name, read] of model.inputs) {
    const [seen, version] = [progress.versions.get(name) ?? 0, store.of(name).version];
    if (seen === version) continue;
    if (read.mode !== 'by') return 'everything';
    const extent = await extentOfChange(context, name, read.upstreamColumns, seen);
    if (extent === 'all') return 'everything';
    if (extent === 'some') {
      const changed = changedKeys(name, read.upstreamColumns, seen);
      const holding = `SELECT DISTINCT ${keyAsText(model)} AS key FROM ${identifier(model.name)}
         WHERE ${keyText(read.columns)} IN (${changed})`;
      if (!(await takeKeys(context, progress, holding))) return 'everything';
    }
    progress.versions.set(name, version);
    progress.eventTime = Math.max(progress.eventTime, store.of(name).eventTime);
  }
  for (const source of model.ods) {
    const head = watch.heads.get(source.table);
    if (!head) continue;
    const deliveries = deliveriesBetween(progress.offsets.get(source.table) ?? new Map(), head.offsets);
    if (deliveries !== undefined) {
      const touched = touchedKeys(source, model, deliveries, progress.blocks.get(source.table));
      if (!(await takeKeys(context, progress, touched))) return 'everything';
      progress.offsets.set(source.table, new Map(head.offsets));
      progress.eventTime = Math.max(progress.eventTime, head.eventTime);
    }
    progress.blocks.set(source.table, head.block);
  }
  return 'keys';
}

/** Adds the keys that a SELECT gives as `key` to those that wait. False, and none added, where they are too many to hold. */
export async function takeKeys(context: BuildContext, progress: KeyProgress, sql: string): Promise<boolean> {
  const limited = `SELECT key FROM (${sql}) LIMIT ${mostKeys + 1}`;
  const rows = await context.warehouse.rows<{ key: Key }>(limited);
  if (rows.length > mostKeys) return false;
  for (const { key } of rows) {
    const known = progress.pending.get(key);
    progress.pending.set(key, { since: known?.since ?? context.now, late: known?.late ?? false });
  }
  return true;
}
