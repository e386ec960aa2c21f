import { identifier, type Warehouse } from '#warehouse';
import type { Definition } from '../state/definition-store.ts';
import type { Kept } from '../state/kept-store.ts';
import type { PartitionState } from '../state/model-state.ts';
import { workTables } from './compute.ts';
import { saveConsumed } from './consumed.ts';
import type { BuildContext } from './context.ts';
import { dropKept } from './kept.ts';

/**
 * Another table takes a model's place: all that is written before, in and after that moment. It is recorded before the
 * tables change places; from then on a crash at any instant only means that the rest is done again.
 */
export type Exchange = {
  model: string;
  kind: string;
  fingerprint: string;
  asOf: string;
  /** What the new table was built from. */
  definition: Definition;
  /** Name of the table that takes the place, and UUID of the one whose place it takes; empty where there is none. */
  fresh: string;
  before: string;
  /** Name and UUID of the key map that comes with it; empty where it has none. */
  keys: string;
  keysId: string;
  partitions: readonly (readonly [string, PartitionState])[];
  offsets: readonly (readonly [string, readonly (readonly [number, number])[]])[];
  eventTime: number;
  /** The table that served, where it is kept. */
  keep: Kept | undefined;
  /** The kept table that serves again. */
  back: Kept | undefined;
  /** Where a text was rolled back: what the builder must not build again. */
  refused: Definition | undefined;
};

/** Lets `fresh` serve in one step, and records what it holds. */
export async function exchange(plan: Exchange, context: BuildContext): Promise<void> {
  const { warehouse, lease } = context;
  await lease.hold();
  await saveExchange(plan.model, plan, context);
  await context.onStep('begun', plan.model);
  await lease.hold();
  const [fresh, name] = [identifier(plan.fresh), identifier(plan.model)];
  await warehouse.command(
    plan.before === '' ? `RENAME TABLE ${fresh} TO ${name}` : `EXCHANGE TABLES ${fresh} AND ${name}`,
  );
  await context.onStep('swapped', plan.model);
  await finish(plan, context);
}

/** Finishes what a crash has left half done; an exchange whose tables have not changed places yet is forgotten. */
export async function finishExchanges(context: BuildContext): Promise<string[]> {
  const rows = await context.warehouse.rows<{ model: string; exchange: string }>(
    `SELECT model, exchange FROM _model_exchanges FINAL WHERE exchange != ''`,
  );
  const finished: string[] = [];
  for (const { model, exchange: text } of rows) {
    const plan = JSON.parse(text) as Exchange;
    const now = await idOf(context.warehouse, model);
    if (now === plan.before) await saveExchange(model, undefined, context);
    else {
      await finish(plan, context);
      finished.push(model);
    }
  }
  return finished;
}

/** UUID of a table or view; empty where there is none of this name. */
export async function idOf(warehouse: Warehouse, name: string): Promise<string> {
  const [row] = await warehouse.rows<{ id: string }>(
    'SELECT toString(uuid) AS id FROM system.tables WHERE database = {database:String} AND name = {name:String}',
    { database: warehouse.database, name },
  );
  return row?.id ?? '';
}

async function finish(plan: Exchange, context: BuildContext): Promise<void> {
  const { store, definitions, kept } = context;
  await putAway(plan, context);
  await takeKeys(plan, context);
  await context.onStep('kept', plan.model);
  if (plan.keep) await kept.save(plan.keep, true, store.next());
  if (plan.back) await kept.save(plan.back, false, store.next());
  await store.savePartitions(plan.model, new Map(plan.partitions));
  await context.onStep('versions written', plan.model);
  const offsets = new Map(plan.offsets.map(([source, list]) => [source, new Map(list)]));
  await saveConsumed({ name: plan.model }, context, { offsets, versions: {}, eventTime: plan.eventTime });
  if (plan.back) store.of(plan.model).eventTime = plan.eventTime;
  if (plan.refused) {
    await definitions.save(plan.model, 'refused', plan.refused, 'It was rolled back.');
    await definitions.save(plan.model, 'wanted', plan.definition);
  }
  await definitions.save(plan.model, 'served', plan.definition);
  await store.saveVersion(plan.model, plan.kind, plan.fingerprint, plan.asOf);
  await context.onStep('offsets written', plan.model);
  await saveExchange(plan.model, undefined, context);
  // The first has proved itself, the last is what one goes back to; those between never served for long.
  for (const between of kept.of(plan.model).slice(1, -1)) await dropKept(between, context);
}

/** The table that served lies under the other's name now. */
async function putAway(plan: Exchange, { warehouse }: BuildContext): Promise<void> {
  const old = await idOf(warehouse, plan.fresh);
  if (old === '' || old !== plan.before) return;
  if (plan.keep) {
    await warehouse.command(`RENAME TABLE ${identifier(plan.fresh)} TO ${identifier(plan.keep.table)}`);
  } else await warehouse.command(`DROP TABLE ${identifier(plan.fresh)} SYNC`);
}

/** Key maps are nobody's but the builder's, so that they need not change in the same instant. */
async function takeKeys(plan: Exchange, { warehouse }: BuildContext): Promise<void> {
  const { keys } = workTables(plan.model);
  const now = await idOf(warehouse, keys);
  if (now !== '' && now !== plan.keysId) {
    if (plan.keep && plan.keep.keys !== '') {
      await warehouse.command(`RENAME TABLE ${identifier(keys)} TO ${identifier(plan.keep.keys)}`);
    } else await warehouse.command(`DROP TABLE ${identifier(keys)} SYNC`);
  }
  if (plan.keysId !== '' && now !== plan.keysId) {
    await warehouse.command(`RENAME TABLE ${identifier(plan.keys)} TO ${identifier(keys)}`);
  }
}

async function saveExchange(
  model: string,
  plan: Exchange | undefined,
  { warehouse, store }: BuildContext,
): Promise<void> {
  const exchange = plan === undefined ? '' : JSON.stringify(plan);
  await warehouse.insertRows('_model_exchanges', [{ model, exchange, sequence: store.next() }]);
}
