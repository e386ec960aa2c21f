import { describe, expect, it } from 'vitest';
import { sortByDependency } from './sort-models.ts';

describe('sortByDependency', () => {
  it('puts upstreams first and passes over what is no model', () => {
    const { order, circles } = sortByDependency(
      new Map([
        ['ads', ['dws', 'dim']],
        ['dim', []],
        ['dws', ['dwd', 'ods_x']],
        ['dwd', ['dim']],
      ]),
    );
    expect(order).toEqual(['dim', 'dwd', 'dws', 'ads']);
    expect(circles).toEqual([]);
  });

  it('names the members of a circle', () => {
    const { circles } = sortByDependency(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    );
    expect(circles).toEqual([['b', 'c', 'b']]);
  });
});
