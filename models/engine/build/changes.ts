import { identifier, literal } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { keyText } from './compute.ts';
import type { BuildContext } from './context.ts';

/** Stands in the list of changes for every key there is. */
const everyKey = '*';

/**
 * Records, for the version a model is about to get, the keys whose rows differ between the table that serves and the
 * one that will: old and new values, each under every column list that somebody follows. `where` limits both sides.
 */
export async function recordChanges(
  model: AnalysedModel,
  context: BuildContext,
  change: { fresh: string; current: string; version: number; where: string },
): Promise<void> {
  const all = model.columns.map(({ name }) => identifier(name)).join(', ');
  for (const columns of context.followedBy.get(model.name) ?? []) {
    const head = `INSERT INTO _model_changes (model, columns, version, key)
      SELECT ${literal(model.name)}, ${literal(columns.join(','))}, ${change.version}, `;
    const side = (table: string, sign: number) =>
      `SELECT ${keyText(columns)} AS key, sipHash64(tuple(${all})) AS content, ${sign} AS sign
       FROM ${identifier(table)} WHERE ${change.where}`;
    await context.warehouse.command(
      `${head} key FROM (${side(change.fresh, 1)} UNION ALL ${side(change.current, -1)})
       GROUP BY key, content HAVING sum(sign) != 0 LIMIT 1 BY key`,
    );
  }
}

/** Records that every key of a model may have changed with a version: other columns, or another table altogether. */
export async function recordEveryChange(
  model: string,
  context: BuildContext,
  version: number,
): Promise<void> {
  const lists = context.followedBy.get(model) ?? [];
  await context.warehouse.insertRows(
    '_model_changes',
    lists.map((columns) => ({ model, columns: columns.join(','), version, key: everyKey })),
  );
}

/** SELECT of the keys of `upstream` that changed after a version. */
export function changedKeys(upstream: string, columns: readonly string[], after: number): string {
  return `SELECT key FROM _model_changes WHERE model = ${literal(upstream)}
    AND columns = ${literal(columns.join(','))} AND version > ${after}`;
}

/** Whether all keys count as changed, and whether any does. */
export async function extentOfChange(
  context: BuildContext,
  upstream: string,
  columns: readonly string[],
  after: number,
): Promise<'none' | 'some' | 'all'> {
  const [row] = await context.warehouse.rows<{ every: number; keys: string }>(
    `SELECT max(key = ${literal(everyKey)}) AS every, count() AS keys
     FROM (${changedKeys(upstream, columns, after)})`,
  );
  if (row?.every) return 'all';
  return Number(row?.keys ?? 0) > 0 ? 'some' : 'none';
}
