import { describe, expect, it } from 'vitest';
import { identifier, literal, qualified } from './literal.ts';

describe('literals', () => {
  it('cannot be escaped from', () => {
    expect(literal("o'clock \\ '; drop table x; --")).toBe("'o\\'clock \\\\ \\'; drop table x; --'");
    expect(identifier('a`b')).toBe('`a\\`b`');
    expect(qualified('db', 'table')).toBe('`db`.`table`');
  });

  it('writes numbers, lists and null, and refuses what SQL cannot say', () => {
    expect(literal([1, "a'"])).toBe("[1, 'a\\'']");
    expect(literal(12345678901234567890n)).toBe('12345678901234567890');
    expect(literal(null)).toBe('NULL');
    expect(() => literal(Number.NaN)).toThrow(/NaN/);
  });
});
