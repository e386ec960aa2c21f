import { describe, expect, it } from 'vitest';
import { readSeed } from './seed-file.ts';

describe('readSeed', () => {
  it('finds out types, and keeps codes with leading zeros as text', () => {
    const { seed } = readSeed(
      's',
      's.csv',
      'code,sign,rate,since,note\n007,-1,0.10,2026-01-01,"a, b"\n010,1,,2026-02-01,\n',
    );
    expect(seed).toEqual({
      columns: [
        { name: 'code', type: 'String' },
        { name: 'sign', type: 'Int64' },
        { name: 'rate', type: 'Nullable(Decimal(38, 18))' },
        { name: 'since', type: 'Date' },
        { name: 'note', type: 'String' },
      ],
      rows: [
        ['007', '-1', '0.10', '2026-01-01', 'a, b'],
        ['010', '1', null, '2026-02-01', ''],
      ],
    });
  });

  it('refuses lines of another length and names that are no columns', () => {
    expect(() => readSeed('s', 's.csv', 'a,b\n1\n')).toThrow(/not valid CSV/);
    expect(() => readSeed('s', 's.csv', 'a,b c\n1,2\n')).toThrow(/«b c» is not a column name/);
  });
});
