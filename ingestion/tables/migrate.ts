import { EntrepotError } from '#errors';
import { identifier, qualified, type Warehouse } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { widenings } from '../contracts/publish/contract-diff.ts';
import {
  columnClause,
  eventTable,
  fingerprint,
  landingTables,
  mergeSettings,
  parsedTable,
  readViews,
  refusedTable,
  type StreamView,
  stateTables,
  streamViews,
} from './ddl.ts';
import { internalNames } from './names.ts';
import { typedColumns } from './parse.ts';

export type MigrateOptions = {
  /** Contracts worked on at a time. Default 4. */
  atOnce?: number;
  /** Ends the work between two contracts. */
  signal?: AbortSignal;
};

/**
 * Brings the warehouse to what the contracts say: creates what is missing, adds columns for new optional fields and widens
 * whole numbers while events keep arriving, replaces views. Running it again changes nothing.
 *
 * @returns the tables it created or altered.
 * @throws CONTRACT_INVALID where a contract changed in a way that stored events cannot follow.
 */
export async function migrateTables(
  warehouse: Warehouse,
  contracts: readonly Contract[],
  { atOnce = 4, signal }: MigrateOptions = {},
): Promise<string[]> {
  for (const statement of stateTables) await warehouse.command(statement);
  const applied = await warehouse.rows<{ table: string; fingerprint: string }>(
    'select table, fingerprint from _ingest_tables final',
  );
  const known = new Map(applied.map((row) => [row.table, row.fingerprint]));
  const changed: string[] = [];
  const waiting = contracts.filter((each) => known.get(each.table) !== fingerprint(each, warehouse.database));
  const work = async () => {
    for (let contract = waiting.shift(); contract && !signal?.aborted; contract = waiting.shift()) {
      await migrateContract(warehouse, contract);
      changed.push(contract.table);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return changed;
}

async function migrateContract(warehouse: Warehouse, contract: Contract): Promise<void> {
  const { parsed, refused } = internalNames(contract);
  const before = await existingTables(warehouse);
  const tables = [
    eventTable(contract),
    refusedTable(contract),
    ...landingTables(contract),
    parsedTable(contract),
  ];
  for (const statement of tables) await warehouse.command(statement);
  for (const table of [contract.table, refused].filter((name) => before.has(name))) {
    await warehouse.command(`alter table ${identifier(table)} modify setting ${mergeSettings}`);
  }
  if (before.has(contract.table)) await addColumns(warehouse, contract, contract.table);
  if (before.has(parsed)) await addColumns(warehouse, contract, parsed);
  for (const view of streamViews(contract, warehouse.database)) {
    await putStreamView(warehouse, view, before.has(view.name));
  }
  for (const { name, select } of readViews(contract)) {
    await warehouse.command(`create or replace view ${identifier(name)} as ${select}`);
  }
  const applied = fingerprint(contract, warehouse.database);
  const row = { table: contract.table, fingerprint: applied, applied_at: new Date().toISOString() };
  await warehouse.insertRows('_ingest_tables', [row]);
}

async function existingTables(warehouse: Warehouse): Promise<Set<string>> {
  const found = await warehouse.rows<{ name: string }>(
    'select name from system.tables where database = {database:String}',
    { database: warehouse.database },
  );
  return new Set(found.map(({ name }) => name));
}

/** Adds what the table does not have yet; refuses a column whose type became another. */
async function addColumns(warehouse: Warehouse, contract: Contract, table: string): Promise<void> {
  const existing = await warehouse.rows<{ name: string; type: string }>(
    'select name, type from system.columns where database = {database:String} and table = {table:String}',
    { database: warehouse.database, table },
  );
  const types = new Map(existing.map(({ name, type }) => [name, type]));
  for (const column of typedColumns(contract)) {
    const type = types.get(column.name);
    if (type === undefined) {
      await warehouse.command(
        `alter table ${identifier(table)} add column if not exists ${columnClause(column)}`,
      );
    } else if (type !== column.type) {
      if (!fitsInto(type, column.type)) throw incompatible(contract, column.name, type, column.type);
      await warehouse.command(`alter table ${identifier(table)} modify column ${columnClause(column)}`);
    }
  }
}

/** Whether every value of a column's type is one of the other: a required field may turn optional, a whole number wider. */
function fitsInto(was: string, is: string): boolean {
  const [plain, target] = [was, is].map((type) => type.replace(/Nullable\((.*?)\)/, '$1')) as [
    string,
    string,
  ];
  const staysOptional = is.includes('Nullable') || !was.includes('Nullable');
  const [, from = '', to = ''] = /(UInt\d+).* → .*?(UInt\d+)/.exec(`${plain} → ${target}`) ?? [];
  const same =
    plain === target || (plain.replace(from, to) === target && (widenings[from]?.includes(to) ?? false));
  return same && staysOptional;
}

async function putStreamView(warehouse: Warehouse, view: StreamView, exists: boolean): Promise<void> {
  const name = identifier(view.name);
  const to = qualified(warehouse.database, view.target);
  if (exists) await warehouse.command(`alter table ${name} modify query ${view.select}`);
  else await warehouse.command(`create materialized view if not exists ${name} to ${to} as ${view.select}`);
}

function incompatible(contract: Contract, column: string, was: string, is: string): EntrepotError {
  return new EntrepotError(
    'CONTRACT_INVALID',
    `${contract.topic}: «${column}» cannot turn from ${was} into ${is}.`,
    {
      asked: is,
      available: [was],
      fix: 'Give the changed field a new name, or declare the contract under its next version.',
    },
  );
}
