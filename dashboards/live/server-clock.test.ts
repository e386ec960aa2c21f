import { describe, expect, it } from 'vitest';
import { createServerClock } from './server-clock.ts';

describe('createServerClock', () => {
  it('goes by the machine until the server has spoken, then by the fastest answer', () => {
    let elapsed = 0;
    const clock = createServerClock(
      () => elapsed,
      () => 500,
    );
    expect(clock.now()).toBe(500);
    clock.hear(100_000 - 80);
    expect(clock.now()).toBe(99_920);
    elapsed = 1_000;
    clock.hear(101_000 - 5);
    clock.hear(101_000 - 300);
    expect(clock.now()).toBe(100_995);
    elapsed = 2_500;
    expect(clock.now()).toBe(102_495);
  });

  it('follows a server whose clock was set back, and ignores what is no time', () => {
    const clock = createServerClock(
      () => 0,
      () => 0,
    );
    clock.hear(9_000);
    clock.hear(Number.NaN);
    for (let sample = 0; sample < 16; sample++) clock.hear(4_000);
    expect(clock.now()).toBe(4_000);
  });
});
