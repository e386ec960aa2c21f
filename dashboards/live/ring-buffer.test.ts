import { describe, expect, it } from 'vitest';
import { RingBuffer } from './ring-buffer.ts';

describe('RingBuffer', () => {
  it('keeps the newest and forgets the oldest', () => {
    const ring = new RingBuffer<number>(3);
    expect(ring.at(0)).toBeUndefined();
    for (let value = 1; value <= 10_000; value++) ring.push(value);
    expect(ring.size).toBe(3);
    expect([ring.at(0), ring.at(1), ring.at(2), ring.at(3), ring.at(-1)]).toEqual([
      10_000,
      9_999,
      9_998,
      undefined,
      undefined,
    ]);
  });

  it('knows what it holds and what it has let go', () => {
    const ring = new RingBuffer<string>(2);
    for (const value of ['a', 'b', 'c']) ring.push(value);
    expect(ring.some((value) => value === 'b')).toBe(true);
    expect(ring.some((value) => value === 'a')).toBe(false);
  });

  it('refuses to hold nothing', () => {
    expect(() => new RingBuffer(0)).toThrow(RangeError);
  });
});
