import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, id, maybe, money, oneOf, smallCount, text } from '../fields.ts';
import { contractDiff } from './contract-diff.ts';
import { releaseOf } from './schema.ts';

const base = {
  thing_id: id(),
  state: oneOf(['new', 'old']),
  pieces: smallCount(),
  note: maybe(text(100)),
  lines: z.array(z.object({ line_id: id(), price: money() })).max(10),
};
const release = (shape: z.ZodRawShape, entity = 'thing_id') =>
  releaseOf(
    contract({ name: 'test.thing', version: 1, description: 'A thing.', entity, shape: z.object(shape) }),
  );
const diff = (shape: z.ZodRawShape) => contractDiff(release(base), release(shape));

describe('contractDiff', () => {
  it('finds nothing between a contract and itself', () => {
    expect(diff(base)).toEqual([]);
  });

  it.each<[string, z.ZodRawShape]>([
    ['a new optional field', { ...base, colour: maybe(text()) }],
    [
      'a new optional member of a list',
      { ...base, lines: z.array(z.object({ line_id: id(), price: money(), tax: maybe(money()) })).max(10) },
    ],
    ['a new word', { ...base, state: oneOf(['new', 'old', 'lost']) }],
    ['a wider number', { ...base, pieces: count() }],
    ['a looser limit', { ...base, note: maybe(text(200)) }],
  ])('allows %s', (_what, shape) => {
    const changes = diff(shape);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.filter((each) => each.breaking)).toEqual([]);
  });

  const { note: _note, ...without } = base;
  it.each<[string, z.ZodRawShape, string]>([
    ['a removed field', without, 'note'],
    ['a new required field', { ...base, colour: text() }, 'colour'],
    ['another type', { ...base, pieces: text() }, 'pieces'],
    ['a field that became required', { ...base, note: text(100) }, 'note'],
    ['a field that became optional', { ...base, state: maybe(base.state) }, 'state'],
    ['a word less', { ...base, state: oneOf(['new']) }, 'state'],
    ['a tighter limit', { ...base, note: maybe(text(50)) }, 'note'],
    [
      'a new required member of a list',
      { ...base, lines: z.array(z.object({ line_id: id(), price: money(), sku: id() })).max(10) },
      'lines[].sku',
    ],
    [
      'a shorter list',
      { ...base, lines: z.array(z.object({ line_id: id(), price: money() })).max(5) },
      'lines',
    ],
  ])('refuses %s', (_what, shape, field) => {
    expect(diff(shape)).toContainEqual(expect.objectContaining({ field, breaking: true }));
  });

  it('refuses another entity', () => {
    const other = release({ ...base, other_id: maybe(id()) });
    expect(contractDiff(other, { ...other, entity: 'state' })).toEqual([
      expect.objectContaining({ field: 'state', breaking: true }),
    ]);
  });
});
