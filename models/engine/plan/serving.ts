import { stringLiteral, type Warehouse } from '#warehouse';

/** What a plan knows of the tables that serve. */
export type Serving = {
  columns: ReadonlyMap<string, readonly { name: string; type: string }[]>;
  /** Whether two SELECTs are the same but for layout and comments. */
  sameSql(before: string, after: string): boolean;
  /** Of models whose last run failed. */
  errors: ReadonlyMap<string, string>;
};

export async function servingColumns(warehouse: Warehouse): Promise<Serving['columns']> {
  const rows = await warehouse.rows<{ table: string; name: string; type: string }>(
    `SELECT table, name, type FROM system.columns
     WHERE database = {database:String} AND NOT startsWith(table, '_') ORDER BY table, position`,
    { database: warehouse.database },
  );
  const columns = new Map<string, { name: string; type: string }[]>();
  for (const { table, ...column } of rows) columns.set(table, [...(columns.get(table) ?? []), column]);
  return columns;
}

/** Asks the engine's formatter about all SELECTs that differ in writing, at once. */
export async function sameSql(
  warehouse: Warehouse,
  pairs: readonly (readonly [before: string, after: string])[],
): Promise<Serving['sameSql']> {
  const differing = pairs.filter(([before, after]) => before !== '' && before !== after);
  const texts = [...new Set(differing.flat())];
  if (texts.length === 0) return (before, after) => before === after;
  const [row] = await warehouse.rows<{ formatted: string[] }>(
    // Parameters travel in the address, which is too short for a project.
    `SELECT arrayMap(sql -> formatQuerySingleLine(sql), [${texts.map(stringLiteral).join(', ')}]) AS formatted`,
    {},
    { settings: { max_query_size: 16_000_000 } },
  );
  const formatted = new Map(texts.map((text, index) => [text, row!.formatted[index]!]));
  const plain = (sql: string) => formatted.get(sql) ?? sql;
  return (before, after) => plain(before) === plain(after);
}

export async function lastErrors(warehouse: Warehouse): Promise<Map<string, string>> {
  const rows = await warehouse.rows<{ model: string; error: string }>(
    `SELECT model, argMax(error, (started_at, recorded_at)) AS error FROM _model_runs GROUP BY model HAVING error != ''`,
  );
  return new Map(rows.map(({ model, error }) => [model, error]));
}
