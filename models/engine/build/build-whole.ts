import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import type { PartitionState } from '../state/model-state.ts';
import { recordChanges } from './changes.ts';
import { computation, workTables } from './compute.ts';
import { saveConsumed, type TakenIn, takenIn } from './consumed.ts';
import { type BuildContext, type BuildOutcome, bindings, computeSettings } from './context.ts';
import { type Filled, fillPartitions } from './fill-partitions.ts';
import { checkError, type Measured, measure } from './measure.ts';
import { columnNames, createTable, takePlace } from './physical.ts';
import { replaceServing } from './replace-serving.ts';

/**
 * Builds a model whole, beside the table that serves, and puts it in that one's place in one step: the first time, when
 * it was edited, when everything may have changed, and always for tables and seeds. When a check blocks or anything
 * fails, the old table goes on serving. What arrives meanwhile lies beyond what is recorded as taken in.
 */
export async function buildWhole(model: AnalysedModel, context: BuildContext): Promise<BuildOutcome> {
  const state = context.store.of(model.name);
  const edited = state.fingerprint !== model.fingerprint;
  const taken = takenIn(model, context);
  const { next } = workTables(model.name);
  const { measured, held } = await fill(model, context, edited);
  await context.onStep('computed', model.name);
  const failed = new Map(
    [...measured].filter(([, { failed }]) => failed.length > 0).map(([p, m]) => [p, m.failed]),
  );
  if (failed.size > 0) {
    await context.warehouse.command(`DROP TABLE IF EXISTS ${identifier(next)} SYNC`);
    throw checkError(model, failed);
  }
  const partitions = new Set([...measured.keys(), ...state.partitions.keys()]);
  const changed = [...partitions].filter((partition) =>
    differs(measured.get(partition), state.partitions.get(partition)),
  );
  if (edited) await replaceServing(model, context, { fresh: next, measured, taken });
  else await refreshServing(model, context, { measured, changed, taken, held });
  const isNew = new Set(edited ? partitions : changed);
  return {
    action: edited ? 'build' : 'refresh',
    partitions: isNew.size,
    rows: [...isNew].reduce((sum, partition) => sum + (measured.get(partition)?.rows ?? 0), 0),
    warnings: [...measured.values()].flatMap(({ warnings }) => warnings).slice(0, 20),
    error: held.size > 0 ? checkError(model, held) : undefined,
  };
}

/** The same model with other rows: only the partitions that changed get a new version. */
async function refreshServing(
  model: AnalysedModel,
  context: BuildContext,
  built: Filled & { changed: readonly string[]; taken: TakenIn },
): Promise<void> {
  const { warehouse, store, lease } = context;
  const { measured, taken, held } = built;
  const state = store.of(model.name);
  const { next } = workTables(model.name);
  const version = state.version + 1;
  const changed = new Set(built.changed);
  if (changed.size > 0) {
    await recordChanges(model, context, { fresh: next, current: model.name, version, where: '1' });
    await lease.hold();
    await takePlace(warehouse, next, model.name);
    await context.onStep('swapped', model.name);
  } else {
    await warehouse.command(`DROP TABLE ${identifier(next)} SYNC`);
  }
  const all = new Set([...measured.keys(), ...state.partitions.keys()]);
  // A day that is held back has not taken in what is new, so it stays stale, and so does the model.
  const partitions = [...all].filter((partition) => !held.has(partition));
  const record = partitions.map((partition): [string, PartitionState] => {
    const { rows, hash } = measured.get(partition) ?? { rows: 0, hash: '0' };
    const versionNow = changed.has(partition) ? version : state.partitions.get(partition)!.version;
    return [partition, { version: versionNow, rows, hash, consumed: taken.versions }];
  });
  await store.savePartitions(model.name, new Map(record));
  await context.onStep('versions written', model.name);
  if (held.size > 0) return;
  await saveConsumed(model, context, taken);
  await store.saveVersion(model.name, model.kind, model.fingerprint, context.asOf);
  await context.onStep('offsets written', model.name);
}

function differs(measured: Measured | undefined, recorded: PartitionState | undefined): boolean {
  return (
    (measured?.rows ?? 0) !== (recorded?.rows ?? 0) || (measured?.hash ?? '0') !== (recorded?.hash ?? '0')
  );
}

/** Fills the table beside and says what is in it. */
async function fill(model: AnalysedModel, context: BuildContext, edited: boolean): Promise<Filled> {
  const { warehouse } = context;
  const { next, nextKeys } = workTables(model.name);
  await warehouse.command(`DROP TABLE IF EXISTS ${identifier(next)} SYNC`);
  await warehouse.command(`DROP TABLE IF EXISTS ${identifier(nextKeys)} SYNC`);
  if (model.kind === 'incremental') return fillPartitions(model, context, edited);
  await warehouse.command(createTable(model, next));
  if (model.seed) {
    const names = model.seed.columns.map(({ name }) => name);
    const rows = model.seed.rows.map((row) =>
      Object.fromEntries(row.map((value, index) => [names[index]!, value])),
    );
    await warehouse.insertRows(next, rows);
  } else {
    const upstreams = tableWindows(model, context);
    await warehouse.command(
      `INSERT INTO ${identifier(next)} (${columnNames(model)}) ${computation(model, context, { upstreams })}`,
      bindings(context),
      { settings: computeSettings },
    );
  }
  const measured = await measure(context, model, next);
  if (measured.size === 0) measured.set('', { rows: 0, hash: '0', failed: [], warnings: [] });
  return { measured, held: new Map() };
}

/** A table that reads a window of days is fed those days only, so that no other can change it. */
export function tableWindows(model: AnalysedModel, context: BuildContext): Map<string, string> {
  const windows = new Map<string, string>();
  for (const [name, read] of model.inputs) {
    const upstream = context.project.models.get(name)!;
    if (read.mode !== 'window' || upstream.kind !== 'incremental') continue;
    const by = identifier(upstream.by!);
    windows.set(name, `${by} >= {as_of:Date} + (${read.from}) AND ${by} <= {as_of:Date} + (${read.to})`);
  }
  return windows;
}
