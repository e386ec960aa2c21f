import { expect, it } from 'vitest';
import { recentIds } from './recent-ids.ts';

it('forgets the oldest beyond its limit', () => {
  const ids = recentIds(2);
  for (const id of ['a', 'b', 'c']) ids.add(id);
  expect(['a', 'b', 'c'].map((id) => ids.has(id))).toEqual([false, true, true]);
});
