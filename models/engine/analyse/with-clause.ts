import { identifier } from '#warehouse';

/** A name that the SQL reads, and the SELECT that stands for it. */
export type Shadow = { name: string; select: string };

/**
 * The SELECT with its upstreams replaced: each shadow becomes a common table expression under the upstream's own name,
 * which the engine resolves before tables and views. Tables that a shadow itself reads must be qualified.
 *
 * @example
 * shadowed('select count() from dim_sku', [{ name: 'dim_sku', select: 'select * from db.dim_sku where sku = 1' }])
 * // WITH `dim_sku` AS (select * from db.dim_sku where sku = 1) SELECT * FROM (select count() from dim_sku)
 */
export function shadowed(sql: string, shadows: readonly Shadow[]): string {
  if (shadows.length === 0) return `SELECT * FROM (\n${sql}\n)`;
  const list = shadows.map(({ name, select }) => `${identifier(name)} AS (\n${select}\n)`).join(',\n');
  return `WITH ${list}\nSELECT * FROM (\n${sql}\n)`;
}
