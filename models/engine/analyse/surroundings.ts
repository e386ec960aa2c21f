import type { AnalysisContext } from './analyse-model.ts';
import type { ModelColumn } from './analysed.ts';
import type { Surroundings } from './engine-mistake.ts';

/** What SQL over these tables may name; asked only when something was misspelt. */
export async function surroundings(
  tables: Iterable<{ name: string; columns: readonly ModelColumn[] }>,
  { ask, models, odsViews }: AnalysisContext,
): Promise<Surroundings> {
  const functions = await ask<{ name: string }>('SELECT name FROM system.functions ORDER BY name');
  return {
    columns: new Map([...tables].map(({ name, columns }) => [name, columns.map((column) => column.name)])),
    tables: [...models.keys(), ...odsViews.keys()],
    functions: functions.map(({ name }) => name),
  };
}
