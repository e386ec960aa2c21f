import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { computation, partitionList, tupleOf, workTables } from './compute.ts';
import { type BuildContext, bindings, computeSettings } from './context.ts';
import { createKeyMap } from './key-map.ts';
import { bucketsOf, chooseLayout, inBuckets, type Layout } from './layout.ts';
import { type Measured, measure } from './measure.ts';
import { columnNames, createTable, partitionText } from './physical.ts';

/** Most partitions that one INSERT writes. */
export const partitionsAtOnce = 100;

/** What a table beside holds, and the days in it that are the old ones, because a check failed on the new. */
export type Filled = { measured: Map<string, Measured>; held: Map<string, readonly string[]> };

/**
 * Computes once into a table without partitions, ordered by the partition column, then writes a hundred partitions at a
 * time: each is written as one part, and computing is not repeated.
 */
export async function fillPartitions(
  model: AnalysedModel,
  context: BuildContext,
  edited: boolean,
): Promise<Filled> {
  const { warehouse } = context;
  const { next, result, ...maps } = workTables(model.name);
  // What is built anew brings a key map of its own: its key may be another one.
  const keys = edited ? maps.nextKeys : maps.keys;
  await warehouse.command(`DROP TABLE IF EXISTS ${identifier(result)} SYNC`);
  await warehouse.command(createTable({ ...model, kind: 'table', order: [model.by!], grain: [] }, result));
  await warehouse.command(
    `INSERT INTO ${identifier(result)} (${columnNames(model)}) ${computation(model, context)}`,
    bindings(context),
    { settings: computeSettings },
  );
  const measured = await measure(context, model, result);
  const layout = chooseLayout(model, context, measured);
  await warehouse.command(createTable(model, next, layout));
  const held = canHold(model, edited) ? holdDays(model, context, measured) : new Map<string, string[]>();
  if ([...measured.values()].every(({ failed }) => failed.length === 0)) {
    if (model.per.length > 0) {
      await createKeyMap(model, context, keys);
      await warehouse.command(
        `INSERT INTO ${identifier(keys)} SELECT DISTINCT ${tupleOf(model.per).slice(1, -1)}, ${partitionText(model)}, 1,
         ${context.store.next()} FROM ${identifier(result)}`,
      );
      await context.onStep('keys written', model.name);
    }
    await writeBuckets(model, context, layout, measured, held);
  }
  await warehouse.command(`DROP TABLE ${identifier(result)} SYNC`);
  return { measured, held };
}

/** Days of a model above ODS stand alone, so an old one can serve beside new ones; an entity's rows must be all of one time. */
const canHold = (model: AnalysedModel, edited: boolean) => !edited && model.per.length === 0;

/** Takes the bad days out of what was measured, puts in what serves of them, and says what is wrong with them. */
function holdDays(
  model: AnalysedModel,
  { store }: BuildContext,
  measured: Map<string, Measured>,
): Map<string, readonly string[]> {
  const held = new Map<string, readonly string[]>();
  for (const [day, { failed }] of measured) {
    if (failed.length === 0) continue;
    held.set(day, failed);
    const { rows, hash } = store.of(model.name).partitions.get(day) ?? { rows: 0, hash: '0' };
    measured.set(day, { rows, hash, failed: [], warnings: [] });
  }
  return held;
}

async function writeBuckets(
  model: AnalysedModel,
  { warehouse, onProgress }: BuildContext,
  layout: Layout,
  measured: ReadonlyMap<string, Measured>,
  held: ReadonlyMap<string, unknown>,
): Promise<void> {
  const { next, result } = workTables(model.name);
  const columns = columnNames(model);
  const isHeld = held.size === 0 ? '0' : `${identifier(model.by!)} IN (${partitionList(held.keys())})`;
  const buckets = [...bucketsOf(layout, measured.keys())].sort();
  for (let done = 0; done < buckets.length; done += partitionsAtOnce) {
    const batch = buckets.slice(done, done + partitionsAtOnce);
    const inBatch = inBuckets(model, layout, batch);
    const old = `UNION ALL SELECT ${columns} FROM ${identifier(model.name)} WHERE ${inBatch} AND ${isHeld}`;
    await warehouse.command(
      `INSERT INTO ${identifier(next)} (${columns}) SELECT ${columns}
       FROM ${identifier(result)} WHERE ${inBatch} AND NOT ${isHeld} ${held.size === 0 ? '' : old}`,
    );
    onProgress({
      ...{ model: model.name, action: 'build', partitionsTotal: buckets.length },
      partitionsDone: Math.min(done + batch.length, buckets.length),
    });
  }
}
