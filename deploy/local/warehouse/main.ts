import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { startWarehouse } from './start-warehouse.ts';
import type { Users } from './users.ts';

const { values } = parseArgs({
  options: { path: { type: 'string' }, port: { type: 'string' }, users: { type: 'string' } },
});
const users: Users = values.users
  ? (JSON.parse(readFileSync(values.users, 'utf8')) as Users)
  : { default: { password: '', access: 'full' } };
const log = pino({ name: 'warehouse' }, pino.destination(2));
const warehouse = await startWarehouse({
  path: values.path ?? '.entrepot/warehouse',
  port: Number(values.port ?? 4623),
  users,
  log,
});
process.stdout.write(`${JSON.stringify({ ready: true, port: warehouse.port })}\n`);
const stop = () => void warehouse.stop().then(() => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
process.once('disconnect', stop);
