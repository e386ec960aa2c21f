import { describe, expect, it } from 'vitest';
import { columnComments } from './column-comments.ts';

describe('columnComments', () => {
  it('takes the comment that ends the line on which a column is named last', () => {
    const comments = columnComments(`with x as (select a,  -- inner
      '--' as dashes -- not code
    )
    select
      x.a,                        -- outer
      sum(b) as total,  -- without tax -- or fees
      -- a remark
      c
    from x`);
    expect([...comments]).toEqual([
      ['a', 'outer'],
      ['dashes', 'not code'],
      ['total', 'without tax -- or fees'],
    ]);
  });
});
