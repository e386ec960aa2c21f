import { measure, tables } from './bench.ts';
import { loadAddon } from './engine/addon.ts';

const addon = loadAddon();
const path = process.argv[2]!;
const keeper = addon.CreateConnection(path);
for (const sql of tables) addon.QueryWithConnection(keeper, sql, 'Null');

/** Two connections, for the two inserts that are under way at a time. */
const free = [addon.CreateConnection(path), addon.CreateConnection(path)];
const prefix = "INSERT INTO landing SETTINGS format_csv_delimiter = '\x01' FORMAT CSV";
const figures = await measure(
  async (body) => {
    const connection = free.pop()!;
    await addon.InsertRawAsyncConnection(connection, prefix, body, false);
    free.push(connection);
  },
  () => addon.QueryAsyncConnection(keeper, 'SELECT 1', 'TSV'),
);
process.stdout.write(`${JSON.stringify(figures)}\n`);
for (const connection of [...free, keeper]) addon.CloseConnection(connection);
