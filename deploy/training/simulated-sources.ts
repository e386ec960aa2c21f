import { dayOf } from '../company/days.ts';
import type { WorldSettings } from '../company/world/world.ts';
import type { TrainingJob } from './run-training.ts';
import { type Access, joinHistories, writeHistory } from './training-warehouse.ts';

/** The company whose history the shipped models have learnt from; not the one that an installation simulates. */
export const shippedCompany = {
  seed: 11,
  skus: 400,
  from: '2024-11-01',
  until: '2026-10-31',
  unitsPerDay: 4_000,
};
export const shippedWorld: WorldSettings = {
  seed: shippedCompany.seed,
  skus: shippedCompany.skus,
  suppliers: 40,
  firstDay: dayOf(shippedCompany.from),
  unitsPerDay: shippedCompany.unitsPerDay,
};
const fineOrdersPerDay = 2_400;
const coarseOrdersPerDay = 20;
const dayLength = 86_400_000;
/** How many days before an origin buyers began to be told one by one. */
const fineDays = [8, 8, 8, 8, 20, 3, 40, 12] as const;
const youngOrigins = 16;

/**
 * Writes the histories that the shipped models learn from, and names them: a company whose every order is known, and
 * young installations of it, whose older orders each stand for many. A model that has seen both forecasts either.
 */
export async function simulatedSources(
  access: Access,
  onProgress: (done: number, total: number, note: string) => void,
): Promise<TrainingJob['sources']> {
  const days = (Date.parse(shippedCompany.until) - Date.parse(shippedCompany.from)) / dayLength + 1;
  let done = 0;
  const onDay = (day: string) => onProgress(done++, 2 * days, day);
  await writeHistory(access, 'fine', { ...shippedCompany, ordersPerDay: fineOrdersPerDay }, onDay);
  await writeHistory(access, 'coarse', { ...shippedCompany, ordersPerDay: coarseOrdersPerDay }, onDay);
  const newest = Date.parse(shippedCompany.until) - 28 * dayLength;
  const young: { name: string; database: string; asOf: string[] }[] = [];
  for (let index = 0; index < youngOrigins; index++) {
    const asOf = newest - 28 * index * dayLength;
    const database = `young_${index}`;
    const fineFrom = isoDay(asOf - (fineDays[index % fineDays.length]! - 1) * dayLength);
    await joinHistories(access, database, { coarse: 'coarse', fine: 'fine', fineFrom });
    young.push({ name: 'young installation', database, asOf: [isoDay(asOf)] });
  }
  return [{ name: 'full history', database: 'fine' }, ...young];
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
