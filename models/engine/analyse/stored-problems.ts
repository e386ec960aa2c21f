import { EntrepotError, nearest } from '#errors';
import type { ReadMode } from '../project/model.ts';
import type { AnalysisContext } from './analyse-model.ts';
import type { AnalysedModel } from './analysed.ts';
import { inexactness } from './exactness.ts';
import { type TreeNode, walk } from './explain-tree.ts';
import { keyHolders } from './key-holders.ts';
import { decidesOnRows } from './optional-upstream.ts';
import type { Shadow } from './with-clause.ts';

/** Refusals of stored models: what has no exact answer, and tables that nobody watches. */
export function storedProblems(
  model: AnalysedModel,
  tree: TreeNode,
  empty: readonly Shadow[],
  { models, odsViews }: AnalysisContext,
): EntrepotError[] {
  const views = new Set([...models.values()].filter(({ kind }) => kind === 'view').map(({ name }) => name));
  const foreign = new Set(empty.map(({ name }) => name).filter((name) => !views.has(name)));
  const problems = inexactness(tree, model.names.functions, foreign);
  for (const [name, read] of model.inputs) {
    const reason = read.mode === 'by' && onlyItselfHolds(model, models, read) && decidesOnRows(tree, name);
    if (!reason) continue;
    problems.push(
      new EntrepotError('MODEL_INEXACT', `«${name} by …» cannot be followed: ${reason}.`, {
        asked: model.headers.reads,
        available: [`${name} all`],
        fix: `A row that «${name}» keeps out cannot be found by its key. Join it by LEFT JOIN and filter later, or say «all».`,
      }),
    );
  }
  for (const { node } of walk(tree)) {
    const table = node.label === 'TABLE' ? (node.attributes.table_name ?? '') : 'system.';
    if (table.startsWith('system.')) continue;
    const asked = table.split('.').at(-1)!;
    problems.push(
      new EntrepotError('MODEL_INEXACT', `It reads «${asked}», which is neither a model nor an ODS view.`, {
        asked,
        available: nearest(asked, [...models.keys(), ...odsViews.keys()]),
        fix: 'Read one of the names listed, or declare the table as a model of «kind: external».',
      }),
    );
  }
  return problems;
}

/** Whether a key of an upstream can be found in the model's own rows only. */
function onlyItselfHolds(
  model: AnalysedModel,
  models: ReadonlyMap<string, AnalysedModel>,
  read: ReadMode & { mode: 'by' },
): boolean {
  const isOwnDay = read.columns.length === 1 && read.columns[0] === model.by;
  return !isOwnDay && keyHolders(model, models, read).every((holder) => holder === model);
}
