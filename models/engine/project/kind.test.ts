import { expect, it } from 'vitest';
import { parseKind } from './kind.ts';

it.each([
  [undefined, { kind: 'view', by: undefined, per: [] }],
  ['table', { kind: 'table', by: undefined, per: [] }],
  ['incremental by business_day', { kind: 'incremental', by: 'business_day', per: [] }],
  ['dictionary by sku, shop_id', { kind: 'dictionary', by: undefined, per: [], grain: ['sku', 'shop_id'] }],
  ['snapshot by sku', { kind: 'incremental', by: 'valid_day', per: ['sku'], snapshot: { each: false } }],
  [
    'snapshot by sku each version',
    { kind: 'incremental', by: 'valid_day', per: ['sku'], snapshot: { each: true } },
  ],
])('«%s» is read', (value, kind) => {
  expect(parseKind(value, 'm.sql:2')).toEqual(kind);
});

it.each([
  'incremental',
  'table by day',
  'snapshot by sku every version',
  'snapshots by sku',
  'seed',
  'incremental by 1',
])('«%s» is refused, with what there is', (value) => {
  expect(() => parseKind(value, 'm.sql:2')).toThrow(
    expect.objectContaining({
      code: 'MODEL_INVALID',
      at: 'm.sql:2',
      available: expect.arrayContaining(['table']),
    }),
  );
});
