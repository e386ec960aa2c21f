import type { Warehouse } from '#warehouse';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { RollupStates } from '../compile/rollup-use.ts';
import type { Watermarks } from './run.ts';

type StateRow = { rollup_name: string; rows: string; rowsOfModel: string; stale: string[] };

/**
 * How large the rollups of some models are, and which of their partitions lag behind: those whose version in the model is
 * greater than what the rollup has taken in, by the builder's own records.
 */
export async function readRollupStates(
  warehouse: Warehouse,
  catalogue: Catalogue,
  models: readonly string[] = [...catalogue.rollups.keys()],
): Promise<RollupStates> {
  const rollups = models.flatMap((model) => catalogue.rollups.get(model) ?? []);
  if (rollups.length === 0) return new Map();
  const rows = await warehouse.rows<StateRow>(
    `with latest as (
       select model, partition, argMax(version, sequence) as version, argMax(rows, sequence) as rows,
         argMax(consumed, sequence) as consumed
       from _model_partitions where model in {names:Array(String)} group by model, partition
     ),
     whole as (
       select model, source, argMax(consumed, sequence) as version
       from _model_offsets where model in {rollups:Array(String)} and source_partition = 0 group by model, source
     ),
     pairs as (
       select tupleElement(pair, 1) as name, tupleElement(pair, 2) as base
       from (select arrayJoin(arrayZip({rollups:Array(String)}, {bases:Array(String)})) as pair)
     )
     select pairs.name as rollup_name, sum(own.rows) as rows, sum(model.rows) as rowsOfModel,
       groupArrayIf(model.partition, model.version >
         if(mapContains(own.consumed, pairs.base), arrayElement(own.consumed, pairs.base), whole.version)) as stale
     from pairs
     inner join latest as model on model.model = pairs.base
     left join latest as own on own.model = pairs.name and own.partition = model.partition
     left join whole on whole.model = pairs.name and whole.source = pairs.base
     group by rollup_name`,
    {
      names: [...new Set(rollups.flatMap(({ name, of }) => [name, of]))],
      rollups: rollups.map(({ name }) => name),
      bases: rollups.map(({ of }) => of),
    },
  );
  return new Map(
    rows.map(({ rollup_name, rows: own, rowsOfModel, stale }) => [
      rollup_name,
      { rows: Number(own), rowsOfModel: Number(rowsOfModel), stale: [...stale].sort() },
    ]),
  );
}

type Known = { key: string; states: Promise<RollupStates> };
/** Asked again only when a watermark has moved: every question would have to wait for it. */
const known = new WeakMap<Catalogue, Map<string, Known>>();

/** The states of the rollups of these models, as of watermarks read not before the models' own. */
export function rollupStatesAt(
  warehouse: Warehouse,
  catalogue: Catalogue,
  models: readonly string[],
  watermarks: Watermarks,
): Promise<RollupStates> {
  const rolledUp = models.filter((model) => catalogue.rollups.has(model)).sort();
  if (rolledUp.length === 0) return Promise.resolve(new Map());
  const names = rolledUp.flatMap((model) => [
    model,
    ...catalogue.rollups.get(model)!.map(({ name }) => name),
  ]);
  const key = JSON.stringify(names.map((name) => watermarks[name]));
  const place = rolledUp.join(' ');
  const ofCatalogue = known.get(catalogue) ?? new Map<string, Known>();
  known.set(catalogue, ofCatalogue);
  const before = ofCatalogue.get(place);
  const isMarked = names.some((name) => watermarks[name] !== undefined);
  if (before?.key === key && isMarked) return before.states;
  const states = readRollupStates(warehouse, catalogue, rolledUp);
  ofCatalogue.set(place, { key, states });
  // A question that could not ask leaves nothing behind for the next.
  states.catch(() => ofCatalogue.delete(place));
  return states;
}
