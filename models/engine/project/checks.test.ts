import { describe, expect, it } from 'vitest';
import { parseChecks } from './checks.ts';

const read = (text: string) => parseChecks(text, ['id'], (offset) => `m.sql:${offset}`);

describe('parseChecks', () => {
  it.each([
    ['rows(>= 1)', { kind: 'rows', atLeast: 1, atMost: Number.POSITIVE_INFINITY }],
    ['rows(<= 5_000)', { kind: 'rows', atLeast: 0, atMost: 5_000 }],
    ['rows(10..20)', { kind: 'rows', atLeast: 10, atMost: 20, ofDays: undefined }],
    ['rows(50%..200% of 7d)', { kind: 'rows', atLeast: 0.5, atMost: 2, ofDays: 7 }],
    ['freshness(placed_at, 90 min)', { kind: 'freshness', columns: ['placed_at'], withinMs: 5_400_000 }],
    ['freshness(day, 2d)', { kind: 'freshness', withinMs: 172_800_000 }],
    [
      "reconcile(sumIf(a, b = 'x, y') = m.sum(c) within 0.5%)",
      {
        kind: 'reconcile',
        own: "sumIf(a, b = 'x, y')",
        model: 'm',
        other: 'sum(c)',
        within: '0.5',
        isShare: true,
      },
    ],
    ['reconcile(sum(a) = m.sum(c))', { within: '0', isShare: false }],
    ["custom(a > 0 or b in ('x', 'y)'))", { kind: 'custom', condition: "a > 0 or b in ('x', 'y)')" }],
    ['sql(select id from m where a < b)', { kind: 'sql', select: 'select id from m where a < b' }],
    ["accepted(status, 'in, transit', open)", { kind: 'accepted', values: ['in, transit', 'open'] }],
  ])('reads %s', (text, expected) => {
    const { checks, problems } = read(text);
    expect(problems).toEqual([]);
    expect(checks).toMatchObject([{ ...expected, text, at: 'm.sql:0' }]);
  });

  it.each([
    'rows(1)',
    'rows(50%..200%)',
    'rows(1..2 of 7d)',
    'rows(3..2)',
    'rows(>= 1 of 0d)',
    'freshness(a)',
    'freshness(a, 2 weeks)',
    'reconcile(sum(a))',
    'reconcile(sum(a) = sum(b))',
    'sql(drop table m)',
    'custom()',
    'relationship(a, m.b.c)',
    'unique()',
    'unknown(a)',
    'unique grain',
  ])('refuses %s with its form', (text) => {
    const { checks, problems } = read(`not_null(a), ${text}`);
    expect(checks).toHaveLength(1);
    expect(problems).toMatchObject([
      {
        code: 'MODEL_INVALID',
        at: 'm.sql:13',
        asked: text,
        fix: expect.stringMatching(/^Write it as \w+\(/),
      },
    ]);
  });
});
