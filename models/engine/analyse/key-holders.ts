import type { ReadMode } from '../project/model.ts';
import type { AnalysedModel } from './analysed.ts';

/** The model, and upstreams with the same partitions, as far as they have the columns of the key. */
export function keyHolders(
  model: AnalysedModel,
  models: ReadonlyMap<string, AnalysedModel>,
  read: ReadMode & { mode: 'by' },
): AnalysedModel[] {
  const feeding = [...model.inputs]
    .filter(([, { mode }]) => mode === 'same')
    .map(([name]) => models.get(name)!);
  const has = ({ columns }: AnalysedModel, name: string) => columns.some((column) => column.name === name);
  return [model, ...feeding].filter((holder) => read.columns.every((column) => has(holder, column)));
}
