import { describe, expect, it } from 'vitest';
import { createPlaces } from './places.ts';

describe('createPlaces', () => {
  it('leaves members their seats while their order changes', () => {
    const places = createPlaces(3);
    expect(places.seat(['a', 'b', 'c'])).toEqual([0, 1, 2]);
    expect(places.seat(['c', 'a', 'b'])).toEqual([2, 0, 1]);
    expect(places.seat(['c', 'd', 'b'])).toEqual([2, 0, 1]);
  });

  it('never gives one seat to two members', () => {
    const places = createPlaces(4);
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (let round = 0; round < 200; round++) {
      const members = names
        .map((_, at) => names[(at * 3 + round * 5) % 7] as string)
        .slice(0, 1 + (round % 6));
      const seats = places.seat(members);
      expect(new Set(seats).size).toBe(seats.length);
      expect(seats.length).toBe(Math.min(members.length, 4));
      expect(Math.max(...seats)).toBeLessThan(4);
    }
  });
});
