import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { EntrepotError } from '#errors';
import { contracts } from '#ingestion';
import { readEnvironment } from '../../environment.ts';
import { startExerciseEngines } from '../../exercise-engines.ts';
import { seededRandom } from '../../testing/random.ts';
import { fuzzPayloads } from './payloads.ts';
import { fuzzEvents } from './violations.ts';

/**
 * Wrong payloads through the sources, and wrong events through Kafka and the sink: nothing crashes, stalls or is quietly made
 * right; each is accounted for.
 *
 * `--count 100000 --seed 1`
 */
export async function prove(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
  });
  const count = Number(values.count);
  const faults: string[] = [];
  const folder = join(readEnvironment().samplesDir, 'payloads');
  if (existsSync(folder)) {
    const tally = await fuzzPayloads(folder, { count, random: seededRandom(Number(values.seed)) });
    const { payloads, mapped, refused, ignored, slowestMs } = tally;
    console.log(
      `${payloads} payloads: ${mapped} mapped, ${refused} refused, ${ignored} ignored on purpose; the slowest took ${Math.round(slowestMs)} ms`,
    );
    faults.push(...tally.faults);
  } else {
    console.log(`SKIPPED payloads: there are none in ${folder}; ENTREPOT_SAMPLES names another folder.`);
  }
  const engines = await startExerciseEngines();
  try {
    const log = pino({ level: 'error' }, pino.destination(2));
    const tally = await fuzzEvents(engines, {
      ...{ contracts, count, log },
      random: seededRandom(Number(values.seed) + 1),
    });
    console.log(`${tally.events} events: ${tally.stored} stored, ${tally.refused} refused`);
    faults.push(...tally.faults);
  } finally {
    await engines.stop();
  }
  for (const fault of faults.slice(0, 50)) console.log(`FAIL ${fault}`);
  if (faults.length > 0) throw new EntrepotError('CHECK_FAILED', `${faults.length} faults; see above.`);
  console.log('ok   each is accounted for, and nothing was made right in silence');
}
