import { join } from 'node:path';
import { expect, it } from 'vitest';
import { damage, isUtf8, mutateJson } from '../../testing/mutate-json.ts';
import { seededRandom } from '../../testing/random.ts';
import { samplesDir } from '../../testing/samples.ts';
import { fuzzPayloads } from './payloads.ts';

const samples = samplesDir();

it.skipIf(samples === undefined)(
  'maps, ignores or refuses each wrong payload (skipped where there are no sample payloads)',
  { timeout: 60_000 },
  async () => {
    const tally = await fuzzPayloads(join(samples!, 'payloads'), {
      ...{ count: 1_000, files: 150, random: seededRandom(5) },
    });
    expect(tally.faults).toEqual([]);
    expect(tally.mapped + tally.refused + tally.ignored).toBe(1_000);
    expect(Math.min(tally.mapped, tally.refused)).toBeGreaterThan(100);
  },
);

it('makes documents wrong in the same ways for the same seed', () => {
  const body = { id: 'a', lines: [{ qty: 1, price: '2.50' }], paid: true };
  const texts = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 200 }, () => mutateJson(body, random));
  };
  expect(texts(1)).toEqual(texts(1));
  expect(texts(1)).not.toEqual(texts(2));
  expect(new Set(texts(1)).size).toBeGreaterThan(100);
  const random = seededRandom(9);
  const damaged = Array.from({ length: 200 }, () => damage(Buffer.from(JSON.stringify(body)), random));
  expect(damaged.filter((bytes) => !isUtf8(bytes)).length).toBeGreaterThan(20);
});
