import { expect, it } from 'vitest';
import { proveBrokers } from './index.ts';

it('loses nothing and doubles nothing while a broker of three is killed', { timeout: 300_000 }, async () => {
  const checks = await proveBrokers({ events: 20_000, kills: 1, seed: 2, say: () => undefined });
  expect(checks.length).toBeGreaterThan(6);
  for (const { name, expected, found } of checks) expect(`${name}: ${found}`).toBe(`${name}: ${expected}`);
});
