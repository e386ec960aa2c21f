import { EntrepotError } from '#errors';
import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { partitionList, tupleOf, workTables } from './compute.ts';
import type { BuildContext, BuildOutcome } from './context.ts';
import { shiftDay } from './days.ts';
import { anew } from './kept.ts';
import { countAndHash } from './measure.ts';
import { partitionText } from './physical.ts';
import { type ModelProgress, refreshModel } from './refresh-model.ts';

/** Ten years. */
const mostDays = 3_660;

/**
 * The days from the first to the last, both included.
 *
 * @throws EntrepotError INPUT_INVALID where they are no such range
 */
export function daysBetween(first: string, last: string): string[] {
  const isDay = (text: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && shiftDay(text, 0) === text;
  const count = isDay(first) && isDay(last) ? (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1 : 0;
  if (count >= 1 && count <= mostDays)
    return Array.from({ length: count }, (_, days) => shiftDay(first, days));
  throw new EntrepotError('INPUT_INVALID', `«${first}» to «${last}» is no range of days.`, {
    asked: `${first} ${last}`,
    available: ['2026-03-01 2026-03-31'],
    fix: `Give the first and the last day, at most ${mostDays} days; none of them where the whole model is meant.`,
  });
}

/**
 * Computes days of a model again from what it reads, whatever is recorded of them: rows that were changed, lost or put
 * into its table by other hands are replaced. Undefined where it never had rows of them.
 */
export async function restateDays(
  model: AnalysedModel,
  context: BuildContext,
  progress: ModelProgress,
  days: readonly string[],
): Promise<BuildOutcome | undefined> {
  const by = model.columns.find(({ name }) => name === model.by);
  if (model.kind !== 'incremental' || !/^Date/.test(by!.type)) {
    throw new EntrepotError('CONFLICT', `«${model.name}» is not kept by days.`, {
      asked: model.name,
      fix: `Compute all of it again: entrepot restate ${model.name}.`,
    });
  }
  await recordWhatIsThere(model, context, days);
  progress.restated = new Set(days);
  try {
    return await refreshModel(model, context, progress);
  } finally {
    delete progress.restated;
  }
}

/** Builds a model again from what it reads, beside what serves. */
export async function restateWhole(
  model: AnalysedModel,
  context: BuildContext,
  progress: ModelProgress,
): Promise<BuildOutcome | undefined> {
  if (model.kind === 'view' || model.kind === 'external') {
    throw new EntrepotError('CONFLICT', `A ${model.kind} keeps nothing that could be computed again.`, {
      asked: model.name,
      available: [...model.inputs.keys()],
      fix: 'Restate a model that it reads.',
    });
  }
  const state = context.store.of(model.name);
  const before = state.fingerprint;
  state.fingerprint = anew;
  try {
    return await refreshModel(model, context, progress);
  } finally {
    // One that could not be built goes on being kept as it is.
    if (state.fingerprint === anew) state.fingerprint = before;
  }
}

/** A swap leaves alone what is as recorded, and a key where the key map has it: both are told what the table truly holds. */
async function recordWhatIsThere(
  model: AnalysedModel,
  context: BuildContext,
  days: readonly string[],
): Promise<void> {
  const { store, warehouse } = context;
  const where = `${identifier(model.by!)} IN (${partitionList(days)})`;
  const { measured } = await countAndHash(context, { model, table: model.name, where });
  const { partitions } = store.of(model.name);
  const found = days.flatMap((day) => {
    const recorded = partitions.get(day);
    const { rows, hash } = measured.get(day) ?? { rows: 0, hash: '0' };
    if (rows === (recorded?.rows ?? 0) && hash === (recorded?.hash ?? '0')) return [];
    return [[day, { version: 0, consumed: {}, ...recorded, rows, hash }] as const];
  });
  if (found.length > 0) await store.savePartitions(model.name, new Map(found));
  if (model.per.length === 0) return;
  await warehouse.command(
    `INSERT INTO ${identifier(workTables(model.name).keys)}
     SELECT DISTINCT ${tupleOf(model.per).slice(1, -1)}, ${partitionText(model)}, 1, ${store.next()}
     FROM ${identifier(model.name)} WHERE ${where}`,
  );
}
