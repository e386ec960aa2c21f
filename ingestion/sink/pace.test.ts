import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

describe('createPace', () => {
  it('runs no more than so many inserts at a time, first come first served', async () => {
    const pace = createPace({ minimumMs: 10, maximumMs: 100, atOnce: 2 });
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const insert = (index: number) => async () => {
      most = Math.max(most, ++running);
      await sleep(5);
      order.push(index);
      running--;
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map((index) => pace.run(insert(index))));
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('gives its place on when an insert fails', async () => {
    const pace = createPace({ minimumMs: 10, maximumMs: 100, atOnce: 1 });
    const failing = pace.run(() => Promise.reject(new Error('no')));
    const next = pace.run(async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });

  it('waits longer while inserts fill the time', async () => {
    const pace = createPace({ minimumMs: 10, maximumMs: 1_000, atOnce: 1 });
    expect(pace.interval()).toBe(10);
    for (let i = 0; i < 12; i++) await pace.run(() => sleep(100));
    expect(pace.interval()).toBeGreaterThan(15);
  });
});
