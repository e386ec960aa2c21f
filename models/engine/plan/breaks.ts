import type { Model } from '../project/model.ts';
import type { Break, ColumnChanges, Reader } from './plan.ts';

/**
 * What others relied on and would not find any more: columns that go or change their type, another grain, rows or
 * columns that fewer may see. What nobody uses breaks nobody.
 */
export function breaks(
  before: Model | undefined,
  after: Model | undefined,
  columns: ColumnChanges,
  consumers: readonly Reader[],
): Break[] {
  const found: Break[] = [];
  const add = (what: string, broken: readonly Reader[]) => {
    if (broken.length === 0) return;
    const names = new Map(broken.map(({ kind, name }) => [`${kind} ${name}`, { kind, name }]));
    found.push({ what, breaks: [...names.values()] });
  };
  if (after === undefined) {
    add('the model is removed', consumers);
    return found;
  }
  const readers = (column: string) => consumers.filter(({ reads }) => reads(column));
  for (const { name } of columns.removed) add(`${name} is removed`, readers(name));
  for (const { name, from, to } of columns.retyped) add(`${name} becomes ${to} (was ${from})`, readers(name));
  if (before === undefined) return found;
  const text = (list: readonly string[]) => list.join(', ') || 'none';
  if (text(before.grain) !== text(after.grain)) {
    add(`a row is one of (${text(after.grain)}), no more one of (${text(before.grain)})`, consumers);
  }
  const seen = consumers.filter(({ kind }) => kind !== 'model');
  if (after.rows !== undefined && after.rows !== before.rows) {
    add(`fewer rows may be seen: ${after.rows}`, seen);
  }
  for (const column of after.mask.filter((name) => !before.mask.includes(name))) {
    add(
      `${column} is masked`,
      readers(column).filter(({ kind }) => kind !== 'model'),
    );
  }
  if (before.expose !== undefined && before.expose !== after.expose) {
    add(
      after.expose === undefined
        ? `it is not exposed as ${before.expose} any more`
        : `${before.expose} is called ${after.expose}`,
      consumers.filter(({ kind }) => kind === 'graphql'),
    );
  }
  return found;
}
