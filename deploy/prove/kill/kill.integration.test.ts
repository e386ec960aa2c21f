import { expect, it } from 'vitest';
import { proveKills } from './index.ts';

it('loses nothing and doubles nothing under kills at random instants', { timeout: 300_000 }, async () => {
  const { checks, kills } = await proveKills({
    events: 60_000,
    kills: 6,
    seed: 7,
    sinks: 1,
    say: () => undefined,
  });
  expect(Object.values(kills).reduce((sum, times) => sum + times)).toBe(6);
  expect(checks.length).toBeGreaterThan(6);
  for (const { name, expected, found } of checks) expect(`${name}: ${found}`).toBe(`${name}: ${expected}`);
});
