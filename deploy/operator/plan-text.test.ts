import { describe, expect, it } from 'vitest';
import { EntrepotError } from '#errors';
import type { ModelChange } from '#models';
import { planText } from './plan-text.ts';

const change: ModelChange = {
  ...{ model: 'dwd_line', file: 'models/dwd/dwd_line.sql', kind: 'incremental', change: 'changed' },
  because: ['sql'],
  columns: {
    added: [{ name: 'a', type: 'String' }],
    removed: [{ name: 'b', type: 'Date' }],
    retyped: [{ name: 'c', from: 'Int64', to: 'String' }],
  },
  breaking: [{ what: 'b is removed', breaks: [{ kind: 'metric', name: 'sales' }] }],
  rebuild: { partitions: 2, rows: 1_234 },
  cost: { rows: 5_000, marks: 3 },
  downstream: [{ model: 'dws_day', partitions: 2, rows: 20 }],
  held: 'It was rolled back.',
};

describe('planText', () => {
  it('says that nothing is to do', () => {
    expect(planText({ models: [], problems: [] })).toMatch(/^Nothing to do/);
  });

  it('tells of each model what is different, who is broken and what it costs, and every mistake', () => {
    const problem = new EntrepotError('MODEL_INVALID', 'It is wrong.', {
      at: 'models/a.sql:3',
      fix: 'Mend it.',
    });
    const gone = {
      ...change,
      model: 'dws_old',
      change: 'removed' as const,
      breaking: [],
      cost: null,
      downstream: [],
      held: undefined,
    };
    expect(
      planText({ models: [change, gone], problems: [problem] }),
    ).toBe(`✗ models/a.sql:3: It is wrong. [MODEL_INVALID]
  Mend it.
~ dwd_line (incremental) changed: sql
    + a String
    - b Date
    ~ c Int64 → String
    BREAKS b is removed: metric sales
    rebuilds 1,234 rows in 2 partitions
    reads 5,000 rows, 3 marks
    then dws_day (20 rows)
    not built: It was rolled back.
- dws_old (incremental) removed: sql
    + a String
    - b Date
    ~ c Int64 → String
    drops 1,234 rows in 2 partitions

1 changed, 1 removed, 1 breaking, 1 mistakes.`);
  });
});
