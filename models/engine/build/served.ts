import { identifier, literal } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { shadowed } from '../analyse/with-clause.ts';
import { workTables } from './compute.ts';
import type { BuildContext } from './context.ts';
import { createTable, tableExists } from './physical.ts';

/**
 * Creates a view under another name than its own, beside the one that serves. One that takes `{as_of:Date}` stays a parameterized view, read as
 * `SELECT … FROM name(as_of = '2026-03-01')`; such views below it are written into it.
 */
export async function createViewBeside(model: AnalysedModel, context: BuildContext): Promise<string> {
  const { models } = context.project;
  const currency = literal(context.settings.reportingCurrency);
  const plain = (sql: string) => sql.replaceAll(/\{\s*reporting_currency\s*:\s*String\s*\}/g, currency);
  const taking = model.views.map((name) => models.get(name)!).filter(({ usesAsOf }) => usesAsOf);
  const shadows = taking.map(({ name, sql }) => ({ name, select: plain(sql) }));
  const select = shadows.length === 0 ? plain(model.sql) : shadowed(plain(model.sql), shadows);
  const { next } = workTables(model.name);
  await context.warehouse.command(`DROP TABLE IF EXISTS ${identifier(next)} SYNC`);
  await context.warehouse.command(`CREATE VIEW ${identifier(next)} AS ${select}`);
  return next;
}

/** Creates the table of an external model where nobody has yet. */
export async function ensureExternal(model: AnalysedModel, { warehouse }: BuildContext): Promise<void> {
  if (await tableExists(warehouse, model.name)) return;
  await warehouse.command(
    createTable(model, model.name).replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'),
  );
}
