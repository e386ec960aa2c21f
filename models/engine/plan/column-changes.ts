import type { ColumnChanges } from './plan.ts';

type Column = { name: string; type: string };

/** What becomes of the columns that serve. Their order does not count: they are asked for by name. */
export function columnChanges(serving: readonly Column[], planned: readonly Column[]): ColumnChanges {
  const before = new Map(serving.map(({ name, type }) => [name, type]));
  const after = new Map(planned.map(({ name, type }) => [name, type]));
  return {
    added: planned.filter(({ name }) => !before.has(name)).map(({ name, type }) => ({ name, type })),
    removed: serving.filter(({ name }) => !after.has(name)).map(({ name, type }) => ({ name, type })),
    retyped: planned.flatMap(({ name, type }) => {
      const from = before.get(name);
      return from === undefined || from === type ? [] : [{ name, from, to: type }];
    }),
  };
}
