import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { contracts, migrateTables, odsSources } from '#ingestion';
import { createBuilder } from '#models';
import type { Warehouse } from '#warehouse';
import { startExerciseWarehouse } from '../../exercise-warehouse.ts';
import { type Company, daysOf, linesOfOrder, makeCompany, makeOrders } from './company.ts';

const models = join(import.meta.dirname, '../../../models');
const today = '2026-03-10';

/**
 * What keeping the models costs, with ten times and a hundred times the history: the first build, and how long the
 * events of a day take to reach the profit and loss account.
 *
 * `--lines 1000000,10000000 --per-day 137000 --orders 1000 --rounds 5`
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lines: { type: 'string', default: '1000000,10000000' },
      'per-day': { type: 'string', default: '137000' },
      orders: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '5' },
    },
  });
  for (const lines of values.lines.split(',').map(Number)) {
    const engine = await startExerciseWarehouse();
    try {
      const company = { lines, perDay: Number(values['per-day']), skus: 10_000, customers: 3_000_000, today };
      await measureCompany(engine.warehouse, company, Number(values.orders), Number(values.rounds));
    } finally {
      await engine.stop();
    }
  }
}

async function measureCompany(
  warehouse: Warehouse,
  company: Company,
  count: number,
  rounds: number,
): Promise<void> {
  await migrateTables(warehouse, contracts);
  const log = pino({ level: 'warn' }, pino.destination(2));
  const builder = createBuilder({
    ...{
      warehouse,
      directory: models,
      odsSources: odsSources(contracts),
      settings: { reportingCurrency: 'CNY' },
    },
    ...{ log, clock: () => new Date(`${today}T12:00:00Z`) },
  });
  await timed(() => builder.buildOnce());
  const making = await timed(() => makeCompany(warehouse, company));
  const building = await timed(() => builder.buildOnce());
  console.log(
    `${company.lines.toLocaleString('en')} order lines in ${daysOf(company)} days: made in ${seconds(making)}, models built in ${seconds(building)}`,
  );
  const again = await timed(() => builder.buildOnce());
  const role = builder.run();
  try {
    const took = await refreshes(warehouse, company, count, rounds);
    console.log(
      `  ${count} orders of today reach the profit and loss account in ${took.map((ms) => Math.round(ms)).join(', ')} ms; nothing new: ${Math.round(again)} ms`,
    );
    console.log(`  of this, models by their median: ${await slowest(warehouse)}`);
  } finally {
    await role.stop();
  }
}

/** The last orders of today once more, each time as a later word on them; ms until the profit and loss account knows. */
async function refreshes(
  warehouse: Warehouse,
  company: Company,
  count: number,
  rounds: number,
): Promise<number[]> {
  const orders = Math.round(company.lines / linesOfOrder);
  const took: number[] = [];
  // The first look of a builder is slower: it makes its work tables.
  for (let round = 0; round <= rounds; round++) {
    const offset = orders + round * count;
    await makeOrders(warehouse, company, { first: orders - count, count, offset, version: 2 + round });
    const ms = await timed(async () => {
      while (!(await reaches(warehouse, offset + count))) await sleep(20);
    });
    if (round > 0) took.push(ms);
    await quiet(warehouse);
  }
  return took;
}

/** Waits until no model was kept for two seconds: those above the account go on after it. */
async function quiet(warehouse: Warehouse): Promise<void> {
  const runs = async () =>
    (await warehouse.rows<{ runs: string }>('select count() as runs from _model_runs'))[0]!.runs;
  for (let before = ''; ; ) {
    const now = await runs();
    if (now === before) return;
    before = now;
    await sleep(2_000);
  }
}

/** Whether the order lines have taken in everything below an offset, and the account today's order lines. */
async function reaches(warehouse: Warehouse, next: number): Promise<boolean> {
  const [row] = await warehouse.rows<{ lines: string; version: string; taken: string }>(
    `select
       (select argMax(consumed, sequence) from _model_offsets where model = 'dwd_trd_order_line_di' and source = 'ods_trade_order') as lines,
       (select argMax(version, sequence) from _model_partitions where model = 'dwd_trd_order_line_di' and partition = {today:String}) as version,
       (select argMax(consumed['dwd_trd_order_line_di'], sequence) from _model_partitions where model = 'dws_fin_pnl_pc_1d' and partition = {today:String}) as taken`,
    { today },
  );
  return Number(row!.lines) >= next && Number(row!.taken) >= Number(row!.version);
}

/** The models that take most of a round, each at its median over the refreshes. */
async function slowest(warehouse: Warehouse): Promise<string> {
  const rows = await warehouse.rows<{ model: string; ms: number }>(
    `select model, toFloat64(round(quantileExact(duration_ms))) as ms from _model_runs
     where action = 'refresh' group by model order by ms desc limit 12`,
  );
  return rows.map(({ model, ms }) => `${model} ${ms} ms`).join(', ');
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
