import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import type { PartitionState } from '../state/model-state.ts';
import { recordChanges } from './changes.ts';
import { partitionList } from './compute.ts';
import type { BuildContext } from './context.ts';
import { bucketLiteral, bucketsOf, type Layout } from './layout.ts';
import type { Measured } from './measure.ts';

const nothing: Measured = { rows: 0, hash: '0', failed: [], warnings: [] };

/**
 * Puts measured days of `stage` in the place of those that serve; the stage holds all days of each physical partition
 * that is touched. What did not change is not touched and keeps its version. Changes are recorded before the swap,
 * versions after it: a crash in between repeats the swap.
 */
export async function swapPartitions(
  model: AnalysedModel,
  context: BuildContext,
  swap: {
    stage: string;
    layout: Layout;
    partitions: readonly string[];
    measured: ReadonlyMap<string, Measured>;
    consumed: Readonly<Record<string, number>>;
  },
): Promise<{ changed: string[]; rows: number }> {
  const { store, warehouse, lease } = context;
  const state = store.of(model.name);
  const after = (partition: string) => swap.measured.get(partition) ?? nothing;
  const changed = swap.partitions.filter((partition) => {
    const { rows, hash } = state.partitions.get(partition) ?? nothing;
    return after(partition).rows !== rows || after(partition).hash !== hash;
  });
  const version = state.version + 1;
  if (changed.length > 0) {
    const where = `${identifier(model.by!)} IN (${partitionList(changed)})`;
    await recordChanges(model, context, { fresh: swap.stage, current: model.name, version, where });
    await lease.hold();
    const filled = bucketsOf(
      swap.layout,
      [...swap.measured].flatMap(([day, { rows }]) => (rows > 0 ? [day] : [])),
    );
    const actions = [...bucketsOf(swap.layout, changed)].map((bucket) => {
      const partition = bucketLiteral(model, bucket);
      return filled.has(bucket)
        ? `REPLACE PARTITION ${partition} FROM ${identifier(swap.stage)}`
        : `DROP PARTITION ${partition}`;
    });
    await warehouse.command(`ALTER TABLE ${identifier(model.name)} ${actions.join(', ')}`);
    await context.onStep('swapped', model.name);
  }
  const isChanged = new Set(changed);
  const record = swap.partitions.map((partition): [string, PartitionState] => {
    const { rows, hash } = after(partition);
    const previous = state.partitions.get(partition);
    const versionNow = isChanged.has(partition) ? version : (previous?.version ?? 0);
    return [partition, { version: versionNow, rows, hash, consumed: swap.consumed }];
  });
  // A partition that never had rows is no partition yet.
  const worth = record.filter(([partition, { rows }]) => rows > 0 || state.partitions.has(partition));
  const needed = changed.length > 0 || Object.keys(swap.consumed).length > 0;
  if (needed) await store.savePartitions(model.name, new Map(worth));
  await context.onStep('versions written', model.name);
  return { changed, rows: changed.reduce((sum, partition) => sum + after(partition).rows, 0) };
}

/**
 * Whether building a model whole is less work than swapping these partitions one by one: a swap costs about four times
 * as much as writing a partition in bulk.
 */
export function wholeIsLess(
  model: AnalysedModel,
  { store }: BuildContext,
  layout: Layout,
  days: Iterable<string>,
): boolean {
  const touched = bucketsOf(layout, days).size;
  if (touched <= 60) return false;
  const filled = [...store.of(model.name).partitions].filter(([, { rows }]) => rows > 0);
  return (
    touched >
    bucketsOf(
      layout,
      filled.map(([day]) => day),
    ).size /
      4
  );
}
