import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { spawnWarehouse } from '../spawn-warehouse.ts';

const rowsPerBatch = 32_000;
const batches = 30;
const questions = 500;

const tables = [
  'CREATE TABLE landing (p UInt16, o UInt64, at DateTime64(3), key String, payload String) ENGINE = Null',
  'CREATE TABLE counted (p UInt16, o UInt64, n UInt64) ENGINE = MergeTree ORDER BY (p, o)',
  "CREATE MATERIALIZED VIEW to_counted TO counted AS SELECT p, o, JSONExtractUInt(payload, 'n') AS n FROM landing",
];

/** Batches as the sink sends them: 32,000 rows of CSV, about 10 MB. */
function batch(): Buffer {
  const filler = 'x'.repeat(250);
  const rows = Array.from({ length: rowsPerBatch }, (_, n) => {
    return `1\x01${n}\x012026-01-01 00:00:00.000\x01key-${n % 997}\x01{"n":${n},"text":"${filler}"}\n`;
  });
  return Buffer.from(rows.join(''));
}

type Figures = { rowsPerSecond: number; median: number; p99: number };

/** Inserts and `SELECT 1` through the server and, in a process of its own, straight into the engine. */
export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-bench-'));
  try {
    const direct = await measureDirect(join(folder, 'direct'));
    const served = await measureServed(folder);
    const row = (name: string, { rowsPerSecond, median, p99 }: Figures) => ({
      way: name,
      'rows/s': Math.round(rowsPerSecond),
      'MB/s': Math.round((rowsPerSecond / rowsPerBatch) * (batch().length / 1e6)),
      'SELECT 1 median ms': Number(median.toFixed(2)),
      'p99 ms': Number(p99.toFixed(2)),
    });
    console.table([row('HTTP', served), row('engine in the same process', direct)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureServed(folder: string): Promise<Figures> {
  const usersFile = join(folder, 'users.json');
  await writeFile(usersFile, JSON.stringify({ platform: { password: 'p', access: 'full' } }));
  const server = await spawnWarehouse({ path: join(folder, 'served'), port: 0, usersFile });
  const agent = new Agent({ keepAlive: true });
  const ask = async (query: string, body?: Buffer) => {
    const address = `${server.url}/?user=platform&password=p&format_csv_delimiter=%01&query=${encodeURIComponent(query)}`;
    const sent = request(address, { method: 'POST', agent });
    sent.end(body);
    const [response] = await once(sent, 'response');
    for await (const _chunk of response);
    if (response.statusCode !== 200) throw new Error(`${query}: ${response.statusCode}`);
  };
  try {
    for (const sql of tables) await ask(sql);
    return await measure(
      (body) => ask('INSERT INTO landing FORMAT CSV', body),
      () => ask('SELECT 1'),
    );
  } finally {
    agent.destroy();
    await server.stop();
  }
}

/** Two inserts at a time, as two partitions would send them; then questions one after the other. */
async function measure(
  insert: (body: Buffer) => Promise<unknown>,
  ask: () => Promise<unknown>,
): Promise<Figures> {
  const body = batch();
  await insert(Buffer.from(body));
  const startedAt = performance.now();
  let left = batches;
  const send = async () => {
    while (left-- > 0) await insert(body);
  };
  await Promise.all([send(), send()]);
  const rowsPerSecond = (rowsPerBatch * batches * 1000) / (performance.now() - startedAt);
  const times: number[] = [];
  for (let n = 0; n < questions; n++) {
    const askedAt = performance.now();
    await ask();
    times.push(performance.now() - askedAt);
  }
  times.sort((a, b) => a - b);
  return { rowsPerSecond, median: times[questions >> 1]!, p99: times[Math.floor(questions * 0.99)]! };
}

/** The engine wants a process for itself, and its threads set before that starts. */
async function measureDirect(path: string): Promise<Figures> {
  const env = { ...process.env, UV_THREADPOOL_SIZE: '16' };
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./bench-direct.ts', import.meta.url)), path],
    {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let figures: Figures | undefined;
  for await (const line of createInterface({ input: child.stdout })) figures = JSON.parse(line) as Figures;
  if (!figures) throw new Error('the engine gave no figures');
  return figures;
}

export { type Figures, measure, tables };
