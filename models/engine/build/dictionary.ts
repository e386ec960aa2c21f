import { EntrepotError } from '#errors';
import { identifier, literal, qualified, stringLiteral } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { dictionarySql } from '../analyse/dictionary-sql.ts';
import { shadowed } from '../analyse/with-clause.ts';
import { recordEveryChange } from './changes.ts';
import { lagsBehind, saveConsumed, takenIn } from './consumed.ts';
import type { BuildContext, BuildOutcome } from './context.ts';
import { definitionOf } from './replace-serving.ts';

/**
 * Keeps a dictionary: made when it is edited, loaded anew when anything it reads has changed; a load takes the place of the
 * one before in one step. Where a key comes twice, or it cannot be loaded, the old one goes on serving.
 */
export async function refreshDictionary(
  model: AnalysedModel,
  context: BuildContext,
): Promise<BuildOutcome | undefined> {
  const { store, warehouse, lease, definitions } = context;
  const state = store.of(model.name);
  const edited = state.fingerprint !== model.fingerprint;
  if (!edited && !lagsBehind(model, context)) return undefined;
  const taken = takenIn(model, context);
  const rows = await requireOneRowEach(model, context);
  const version = state.version + 1;
  await recordEveryChange(model.name, context, version);
  await lease.hold();
  if (edited) await make(model, context);
  await warehouse.command(`SYSTEM RELOAD DICTIONARY ${qualified(warehouse.database, model.name)}`);
  await context.onStep('swapped', model.name);
  await store.savePartitions(model.name, new Map([['', { version, rows, hash: '0', consumed: {} }]]));
  await saveConsumed(model, context, taken);
  if (edited) {
    await definitions.save(model.name, 'served', definitionOf(model));
    await store.saveVersion(model.name, model.kind, model.fingerprint, context.asOf);
  }
  const action = edited ? 'build' : 'refresh';
  return { action, partitions: 1, rows, warnings: [], error: undefined };
}

/** Of a key that comes twice a dictionary would keep any. */
async function requireOneRowEach(model: AnalysedModel, context: BuildContext): Promise<number> {
  const keys = model.grain.map(identifier).join(', ');
  const [counts] = await context.warehouse.rows<{ total: string; twice: string; key: string }>(
    `SELECT toString(sum(times)) AS total, toString(countIf(times > 1)) AS twice,
       anyIf(toString(tuple(${keys})), times > 1) AS key
     FROM (SELECT ${keys}, count() AS times FROM (${sourceSql(model, context)}) GROUP BY ${keys})`,
  );
  const { total, twice, key } = counts!;
  if (twice === '0') return Number(total);
  throw new EntrepotError('CHECK_FAILED', `«${model.name}» has ${twice} keys that come more than once.`, {
    at: model.file,
    asked: key,
    fix: 'Reduce its SELECT to one row a key; until then the dictionary keeps what it had.',
  });
}

/** Made and loaded under another name first, so that one that cannot be loaded takes nobody's place. */
async function make(model: AnalysedModel, context: BuildContext): Promise<void> {
  const { warehouse } = context;
  const trial = `_model_trial_${model.name}`;
  const source = `CLICKHOUSE(QUERY ${stringLiteral(sourceSql(model, context))})`;
  const create = (name: string) =>
    warehouse.command(`CREATE OR REPLACE DICTIONARY ${identifier(name)} ${dictionarySql(model, source)}`);
  await create(trial);
  await warehouse.command(`SYSTEM RELOAD DICTIONARY ${qualified(warehouse.database, trial)}`);
  await makeWay(model.name, context);
  await create(model.name);
  await warehouse.command(`DROP DICTIONARY IF EXISTS ${identifier(trial)}`);
}

/** The SELECT with every name it reads in full: the engine asks it by itself, in no database. */
function sourceSql(model: AnalysedModel, { project, warehouse, settings }: BuildContext): string {
  const { models } = project;
  const stored = [...model.inputs.keys()].map((name) => ({
    name,
    select: `SELECT * FROM ${qualified(warehouse.database, name)}`,
  }));
  const views = model.views.map((name) => ({ name, select: models.get(name)!.sql }));
  const currency = literal(settings.reportingCurrency);
  return shadowed(model.sql, [...stored, ...views]).replaceAll(
    /\{\s*reporting_currency\s*:\s*String\s*\}/g,
    currency,
  );
}

/** A table or view left by a model of this name that was kept otherwise. */
async function makeWay(name: string, { warehouse }: BuildContext): Promise<void> {
  const others = await warehouse.rows(
    `SELECT 1 FROM system.tables WHERE database = {database:String} AND name = {name:String} AND engine != 'Dictionary'`,
    { database: warehouse.database, name },
  );
  if (others.length > 0) await warehouse.command(`DROP TABLE ${identifier(name)} SYNC`);
}

/** The other way round: a dictionary where a table or view is to be. */
export async function removeDictionary(name: string, { warehouse }: BuildContext): Promise<void> {
  const found = await warehouse.rows(
    `SELECT 1 FROM system.tables WHERE database = {database:String} AND name = {name:String} AND engine = 'Dictionary'`,
    { database: warehouse.database, name },
  );
  if (found.length > 0) await warehouse.command(`DROP DICTIONARY ${identifier(name)} SYNC`);
}
