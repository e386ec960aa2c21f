import { expect, it } from 'vitest';
import { linesOf } from './yaml-lines.ts';

it('finds the line of a key, of the last one that is there, and counts comments and blocks in', () => {
  const lines = linesOf(`# What it is.
model: dwd_line

metrics:
  units: sum(qty)
  "net": {
    expr: sum(net),
    unit: money }
  long: >
    sum(a)
    - sum(b)
  last: count()
`);
  expect(lines(['metrics', 'units'])).toBe(5);
  expect(lines(['metrics', 'net', 'unit'])).toBe(8);
  expect(lines(['metrics', 'last'])).toBe(12);
  expect(lines(['metrics', 'absent'])).toBe(4);
  expect(lines(['model', 'deeper'])).toBe(2);
  expect(lines([])).toBe(1);
  expect(linesOf('- a')(['metrics'])).toBe(1);
});
