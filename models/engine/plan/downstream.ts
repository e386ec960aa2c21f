import type { AnalysedModel } from '../analyse/analysed.ts';
import type { StateStore } from '../state/state-store.ts';
import type { Affected } from './plan.ts';

/** Stored models above one that is built anew, directly or through others, each after those it reads. */
export function downstreamOf(
  name: string,
  models: readonly Pick<AnalysedModel, 'name' | 'inputs'>[],
  store: StateStore,
): Affected[] {
  const reached = new Set([name]);
  const above: Affected[] = [];
  for (const model of models) {
    if (![...model.inputs.keys()].some((input) => reached.has(input))) continue;
    reached.add(model.name);
    above.push({ model: model.name, ...sizeOf(model.name, store) });
  }
  return above;
}

/** What a model's table holds, as recorded. */
export function sizeOf(name: string, store: StateStore): { partitions: number; rows: number } {
  const filled = [...store.of(name).partitions.values()].filter(({ rows }) => rows > 0);
  return { partitions: filled.length, rows: filled.reduce((sum, { rows }) => sum + rows, 0) };
}
