import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adPerformance, customer, fxRate, order, supplier } from '#ingestion';
import { type ExerciseEngines, startExerciseEngines } from '../../exercise-engines.ts';
import { seededRandom } from '../../testing/random.ts';
import { fuzzEvents } from './violations.ts';

let engines: ExerciseEngines;
beforeAll(async () => {
  engines = await startExerciseEngines();
});
afterAll(() => engines?.stop());

it('stores or refuses each wrong event as the edge would, with the values that were sent', async () => {
  const tally = await fuzzEvents(engines, {
    contracts: [order, customer, fxRate, adPerformance, supplier],
    count: 2_500,
    random: seededRandom(3),
    log: pino({ level: 'silent' }),
  });
  expect(tally.faults).toEqual([]);
  expect(tally.events).toBe(2_500);
  expect(tally.stored + tally.refused).toBe(2_500);
  expect(Math.min(tally.stored, tally.refused)).toBeGreaterThan(200);
});
