import type { Warehouse } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { internalNames } from './names.ts';

/** The contracts whose tables have been made: those that no model reads are made while everything else is at work. */
export async function contractsStored<C extends Contract>(
  warehouse: Pick<Warehouse, 'rows' | 'database'>,
  contracts: readonly C[],
): Promise<C[]> {
  const last = ({ latestView, listViews }: Contract) => Object.values(listViews).at(-1) ?? latestView;
  const namesOf = (each: Contract) => [each.table, internalNames(each).refused, last(each)];
  const rows = await warehouse.rows<{ name: string }>(
    'select name from system.tables where database = {database:String} and name in {names:Array(String)}',
    { database: warehouse.database, names: contracts.flatMap(namesOf) },
  );
  const found = new Set(rows.map(({ name }) => name));
  return contracts.filter((each) => namesOf(each).every((name) => found.has(name)));
}
