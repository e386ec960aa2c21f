import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { proveSwaps } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('swap');
});
afterAll(() => database.drop());

it('dbt-clickhouse 1, cross-cutting (c) · loses no row and doubles none while models and rollups are replaced under writes', {
  timeout: 300_000,
}, async () => {
  const proof = { warehouse: database.warehouse, perSecond: 4_000, seconds: 10, say: () => undefined };
  const { checks, swaps, readings } = await proveSwaps(proof);
  expect(swaps).toBeGreaterThan(1);
  expect(readings).toBeGreaterThan(10);
  expect(checks.length).toBe(6);
  for (const { name, expected, found } of checks) expect(`${name}: ${found}`).toBe(`${name}: ${expected}`);
});
