import { describe, expect, it } from 'vitest';
import { sortByDependency } from './sort-models.ts';

describe('sortByDependency', () => {
  it('puts upstreams first and passes over what is no model', () => {
    const { order, problems } = sortByDependency(
      new Map([
        ['ads', ['dws', 'dim']],
        ['dim', []],
        ['dws', ['dwd', 'ods_x']],
        ['dwd', ['dim']],
      ]),
    );
    expect(order).toEqual(['dim', 'dwd', 'dws', 'ads']);
    expect(problems).toEqual([]);
  });

  it('names the members of a circle', () => {
    const { problems } = sortByDependency(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'Models read each other in a circle: b reads c reads b.',
    ]);
  });
});
