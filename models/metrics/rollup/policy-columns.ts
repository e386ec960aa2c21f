/** Columns that a row policy speaks of; claims, functions and texts are none. */
export function policyColumns(rows: string | undefined, columns: Iterable<string>): string[] {
  const words: readonly string[] =
    (rows ?? '').replaceAll(/'[^']*'|viewer\.\w+/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
  return [...columns].filter((name) => words.includes(name));
}
