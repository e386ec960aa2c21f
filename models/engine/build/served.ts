import { identifier, literal } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { shadowed } from '../analyse/with-clause.ts';
import type { BuildContext } from './context.ts';
import { createTable, tableExists } from './physical.ts';

/**
 * Creates or replaces a view. One that takes `{as_of:Date}` stays a parameterized view, read as
 * `SELECT … FROM name(as_of = '2026-03-01')`; such views below it are written into it.
 */
export async function replaceView(model: AnalysedModel, context: BuildContext): Promise<void> {
  const { models } = context.project;
  const currency = literal(context.settings.reportingCurrency);
  const plain = (sql: string) => sql.replaceAll(/\{\s*reporting_currency\s*:\s*String\s*\}/g, currency);
  const taking = model.views.map((name) => models.get(name)!).filter(({ usesAsOf }) => usesAsOf);
  const shadows = taking.map(({ name, sql }) => ({ name, select: plain(sql) }));
  const select = shadows.length === 0 ? plain(model.sql) : shadowed(plain(model.sql), shadows);
  await makeWay(model.name, context);
  await context.warehouse.command(`CREATE OR REPLACE VIEW ${identifier(model.name)} AS ${select}`);
}

/** Creates the table of an external model where nobody has yet. */
export async function ensureExternal(model: AnalysedModel, { warehouse }: BuildContext): Promise<void> {
  if (await tableExists(warehouse, model.name)) return;
  await warehouse.command(
    createTable(model, model.name).replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'),
  );
}

/** A table left by a model of this name that was stored before. */
async function makeWay(name: string, { warehouse }: BuildContext): Promise<void> {
  const tables = await warehouse.rows(
    `SELECT 1 FROM system.tables WHERE database = {database:String} AND name = {name:String} AND engine != 'View'`,
    { database: warehouse.database, name },
  );
  if (tables.length > 0) await warehouse.command(`DROP TABLE ${identifier(name)} SYNC`);
}
