import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { mutateJson } from '../../deploy/testing/mutate-json.ts';
import { seededRandom } from '../../deploy/testing/random.ts';
import type { Contract } from '../contracts/contract.ts';
import { contracts } from '../contracts/index.ts';
import { exampleOf } from '../tables/example.ts';
import { exampleBody, migrateTables, shapeOf } from '../tables/index.ts';
import { plainRows } from './plain-rows.ts';
import { mutations } from './testing/mutations.ts';
import { slabOf, storeTexts } from './testing/store-texts.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase('plain_rows');
  await migrateTables(db.warehouse, contracts);
}, 60_000);
afterAll(() => db.drop());

/** Bodies with something wrong, or not, as JSON text; the first is right. */
function variations(contract: Contract): string[] {
  const good = exampleOf(shapeOf(contract));
  const systematic = [...mutations(good, shapeOf(contract))].map((body) => JSON.stringify(body));
  const random = seededRandom(contract.topic.length);
  const blind = Array.from({ length: 300 }, () => mutateJson(good, random));
  return [JSON.stringify(good), ...systematic, ...blind];
}

/** Everything of a partition's rows but where they lie and when they came. */
const rowsOf = (contract: Contract, partition: number) =>
  db.warehouse.rows(
    `select * except (_partition, _ingested_at) from ${contract.table} where _partition = {partition: UInt32} order by _offset`,
    { partition },
  );

it.each(contracts.map((each) => [each.topic, each] as const))(
  'of %s, what is plainly in order is what the engine finds in order, and is stored the same',
  async (_topic, contract) => {
    const isPlain = plainRows(contract);
    const id = String((exampleBody(contract) as Record<string, unknown>)[contract.entity]);
    const texts = variations(contract);
    const plain = texts.filter((text) => isPlain(slabOf(contract, [text], [id])));
    expect(plain[0]).toBe(texts[0]);
    expect(plain.length).toBeLessThan(texts.length / 2);
    const ids = plain.map(() => id);
    await storeTexts(db.warehouse, contract, plain, ids, { partition: 0 });
    await storeTexts(db.warehouse, contract, plain, ids, { partition: 1, plain: true });
    const [judged, known] = [await rowsOf(contract, 0), await rowsOf(contract, 1)];
    expect(judged.length).toBe(plain.length);
    expect(known).toEqual(judged);
  },
);
