import { describe, expect, it } from 'vitest';
import { shiftDay } from './days.ts';
import { deliveriesBetween, newerParts } from './ods-watch.ts';
import { partitionsBelow } from './stale-partitions.ts';

describe('partitionsBelow', () => {
  const upstream = new Map([
    ['2026-02-28', { version: 7 }],
    ['2026-03-01', { version: 9 }],
    ['2026-03-05', { version: 3 }],
  ]);

  it('is the same partition, where its version was not taken in', () => {
    expect(partitionsBelow({ mode: 'same' }, upstream, 7)).toEqual(new Map([['2026-03-01', 9]]));
  });

  it('is every day whose window holds the changed one, with the greatest version in it', () => {
    expect(partitionsBelow({ mode: 'window', from: -2, to: 0 }, upstream, 3)).toEqual(
      new Map([
        ['2026-02-28', 7],
        ['2026-03-01', 9],
        ['2026-03-02', 9],
        ['2026-03-03', 9],
      ]),
    );
  });

  it('is everything where nothing is said', () => {
    expect(partitionsBelow({ mode: 'all' }, upstream, 3)).toBe('everything');
  });
});

describe('deliveries', () => {
  it('are those at or after what was taken in, by Kafka partition', () => {
    const from = new Map([[0, 5]]);
    const to = new Map([
      [0, 8],
      [1, 2],
    ]);
    expect(deliveriesBetween(from, to)).toBe(
      '(_partition = 0 AND _offset >= 5 AND _offset < 8) OR (_partition = 1 AND _offset >= 0 AND _offset < 2)',
    );
    expect(deliveriesBetween(to, to)).toBeUndefined();
  });

  it('are looked for in new parts only, once a block is known', () => {
    expect(newerParts(undefined)).toBe('1');
    expect(newerParts(12)).toBe("toUInt64(splitByChar('_', _part)[3]) > 12");
  });
});

describe('shiftDay', () => {
  it('knows the calendar', () => {
    expect(shiftDay('2024-02-28', 1)).toBe('2024-02-29');
    expect(shiftDay('2026-01-01', -1)).toBe('2025-12-31');
  });
});
