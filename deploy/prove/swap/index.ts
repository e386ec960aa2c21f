import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { EntrepotError } from '#errors';
import { migrateTables, odsSources, order } from '#ingestion';
import { createBuilder } from '#models';
import type { Warehouse } from '#warehouse';
import { startExerciseWarehouse } from '../../exercise-warehouse.ts';
import { type Check, conclude } from '../verdict.ts';
import { startFlood } from './flood.ts';
import { rollup, swapProject } from './project.ts';
import { watchReadings } from './readings.ts';

export type SwapProof = {
  warehouse: Warehouse;
  perSecond: number;
  seconds: number;
  say(line: string): void;
};

export type SwapResult = {
  checks: Check[];
  swaps: number;
  rows: number;
  perSecond: number;
  readings: number;
};

/**
 * Models are changed again and again while orders are stored: nothing lost, nothing doubled, at any reading and at the
 * end, where every table equals a full rebuild.
 *
 * `--rate 50000 --seconds 60`
 */
export async function prove(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rate: { type: 'string', default: '50000' }, seconds: { type: 'string', default: '60' } },
  });
  const engine = await startExerciseWarehouse();
  try {
    const { checks, swaps, rows, perSecond, readings } = await proveSwaps({
      warehouse: engine.warehouse,
      perSecond: Number(values.rate),
      seconds: Number(values.seconds),
      say: console.log,
    });
    console.log(
      `${rows} deliveries at ${Math.round(perSecond)} a second, ${swaps} changes of three models meanwhile, ${readings} readings`,
    );
    conclude(checks, console.log);
  } finally {
    await engine.stop();
  }
}

export async function proveSwaps({ warehouse, perSecond, seconds, say }: SwapProof): Promise<SwapResult> {
  await migrateTables(warehouse, [order]);
  const project = await swapProject();
  const builder = createBuilder({
    ...{ warehouse, directory: project.directory, odsSources: odsSources([order]) },
    ...{ settings: { reportingCurrency: 'USD' }, log: pino({ level: 'silent' }), clock: () => new Date() },
  });
  const flood = startFlood(warehouse, order.table, perSecond);
  const readings = watchReadings(warehouse);
  const role = builder.run();
  const swaps = await Promise.race([
    changeAgain(project, readings.factor, seconds, say),
    role.failed,
    flood.failed,
  ]);
  const stored = await flood.stop();
  await role.stop();
  const { runs } = await builder.buildOnce();
  const seen = await readings.stop();
  const failed = runs.filter(({ error }) => error !== '').map(({ model, error }) => `${model}: ${error}`);
  const checks: Check[] = [
    { name: 'runs that failed', expected: '', found: failed.join('; ') },
    { name: 'readings that were wrong', expected: '', found: seen.faults.join('; ') },
    await againstEvents(warehouse, project.factor()),
  ];
  const kept = await contents(warehouse);
  await builder.rebuild();
  const rebuilt = await contents(warehouse);
  for (const [table, content] of rebuilt) {
    checks.push({ name: `${table}: as a full rebuild`, expected: content, found: kept.get(table)! });
  }
  await project.remove();
  return { checks, swaps, ...stored, readings: seen.count };
}

/** Edits, waits until the edit serves, and edits again. */
async function changeAgain(
  project: { edit(): Promise<void>; factor(): number },
  served: () => number,
  seconds: number,
  say: (line: string) => void,
): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  const givenUp = until + 300_000;
  let swaps = 0;
  while (performance.now() < until || swaps === 0) {
    while (served() !== project.factor()) {
      if (performance.now() > givenUp) {
        throw new EntrepotError('TIMEOUT', 'An edited model was not served within five minutes.');
      }
      await sleep(100);
    }
    swaps++;
    say(`change ${swaps} serves`);
    await project.edit();
  }
  return swaps;
}

/** The lines that serve, beside the last version of each order by plain SQL over all deliveries. */
async function againstEvents(warehouse: Warehouse, factor: number): Promise<Check> {
  const told = async (sql: string) => {
    const [row] = await warehouse.rows<{ told: string }>(sql);
    return row!.told;
  };
  const expected = await told(
    `SELECT concat(toString(count() * 2), ' lines, ', toString(toInt64(sum(quantity)) * ${factor}), ' units') AS told FROM (
       SELECT argMax(arraySum(\`lines.qty\`), (entity_version, _offset)) AS quantity FROM ods_trade_order GROUP BY entity_id)`,
  );
  const found = await told(
    `SELECT concat(toString(count()), ' lines, ', toString(toInt64(sum(qty))), ' units') AS told FROM dwd_swap_line`,
  );
  return { name: 'lines and units of the orders delivered', expected, found };
}

async function contents(warehouse: Warehouse): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for (const table of ['dwd_swap_line', 'dws_swap_day', rollup]) {
    const [row] = await warehouse.rows<{ content: string }>(
      `SELECT concat(toString(count()), ' rows, ', hex(sum(sipHash64(tuple(*))))) AS content FROM ${table}`,
    );
    contents.set(table, row!.content);
  }
  return contents;
}
