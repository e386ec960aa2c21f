import { expect, it } from 'vitest';
import { proveTroubles } from './index.ts';

it('waits, says so and catches up when the warehouse or the broker fails', { timeout: 300_000 }, async () => {
  const checks = await proveTroubles({
    ...{ seconds: 8, awaySeconds: 8, rate: 300, alertAfterMs: 3_000, say: () => undefined },
  });
  expect(checks.length).toBeGreaterThan(10);
  for (const { name, expected, found } of checks) expect(`${name}: ${found}`).toBe(`${name}: ${expected}`);
});
