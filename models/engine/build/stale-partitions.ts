import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { keyHolders } from '../analyse/key-holders.ts';
import type { ReadMode } from '../project/model.ts';
import { consumedVersion } from '../state/model-state.ts';
import { changedKeys, extentOfChange } from './changes.ts';
import { keyText } from './compute.ts';
import type { BuildContext } from './context.ts';
import { shiftDay } from './days.ts';

/**
 * The partitions of a model that have not taken in what changed above them; `everything` where a change may have
 * touched any, including ones that do not exist yet.
 */
export async function stalePartitions(
  model: AnalysedModel,
  context: BuildContext,
): Promise<Set<string> | 'everything'> {
  const state = context.store.of(model.name);
  if (model.usesAsOf && state.asOf !== context.asOf) return 'everything';
  const stale = new Set<string>();
  for (const [name, read] of model.inputs) {
    const upstream = context.store.of(name);
    const consumed = consumedVersion(state, name);
    if (upstream.version === consumed) continue;
    const changed =
      read.mode === 'by'
        ? await partitionsHolding(model, context, name, read, consumed)
        : partitionsBelow(read, upstream.partitions, consumed);
    if (changed === 'everything') return 'everything';
    for (const [partition, version] of changed) {
      if (version > (state.partitions.get(partition)?.consumed[name] ?? consumed)) stale.add(partition);
    }
  }
  return stale;
}

/**
 * Partitions that depend on the changed ones of an upstream, each with the version to take in.
 *
 * @example
 * // With a window of -7 to 0, the day d of the upstream belongs to the days d to d + 7.
 */
export function partitionsBelow(
  read: ReadMode,
  partitions: ReadonlyMap<string, { version: number }>,
  consumed: number,
): Map<string, number> | 'everything' {
  if (read.mode !== 'same' && read.mode !== 'window') return 'everything';
  const [from, to] = read.mode === 'same' ? [0, 0] : [read.from, read.to];
  const below = new Map<string, number>();
  for (const [partition, { version }] of partitions) {
    if (version <= consumed) continue;
    for (let days = from; days <= to; days++) {
      const dependent = days === 0 ? partition : shiftDay(partition, -days);
      below.set(dependent, Math.max(below.get(dependent) ?? 0, version));
    }
  }
  return below;
}

/** Partitions that hold a changed key, found where the key's columns are: in the model itself and in what feeds it. */
async function partitionsHolding(
  model: AnalysedModel,
  context: BuildContext,
  name: string,
  read: ReadMode & { mode: 'by' },
  consumed: number,
): Promise<Map<string, number> | 'everything'> {
  const extent = await extentOfChange(context, name, read.upstreamColumns, consumed);
  if (extent === 'all') return 'everything';
  if (extent === 'none') return new Map();
  const { version } = context.store.of(name);
  const changed = changedKeys(name, read.upstreamColumns, consumed);
  const selects =
    read.columns.length === 1 && read.columns[0] === model.by
      ? [`SELECT key AS partition FROM (${changed})`]
      : keyHolders(model, context.project.models, read).map(
          (holder) =>
            `SELECT toString(${identifier(holder.by!)}) AS partition FROM ${identifier(holder.name)}
             WHERE ${keyText(read.columns)} IN (${changed})`,
        );
  const rows = await context.warehouse.rows<{ partition: string }>(
    `SELECT DISTINCT partition FROM (${selects.join(' UNION ALL ')})`,
  );
  return new Map(rows.map(({ partition }) => [partition, version]));
}
