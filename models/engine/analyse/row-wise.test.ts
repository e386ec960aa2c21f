import { describe, expect, it } from 'vitest';
import type { Ask } from './parser-answers.ts';
import { rowWise } from './row-wise.ts';

/** The engine's spelling, given. */
const spelt =
  (text: string): Ask =>
  async <Row>() =>
    [{ text }] as Row[];

describe('a SELECT of one row each', () => {
  it('takes more columns where its list ends, whatever stands in it', async () => {
    const text = "SELECT a, if(b IN (1, 2), ' FROM x', `from`) AS c FROM v AS t WHERE d = 'GROUP BY'";
    const { also, filters } = await rowWise('', spelt(text));
    expect(also('e AS f')).toBe(
      "SELECT a, if(b IN (1, 2), ' FROM x', `from`) AS c, e AS f FROM v AS t WHERE d = 'GROUP BY'",
    );
    expect(filters).toBe(true);
  });

  it.each([
    ['SELECT a, count() FROM v GROUP BY a', 'GROUP BY'],
    ['SELECT DISTINCT a FROM v', 'DISTINCT'],
    ['SELECT a FROM v LEFT JOIN w ON 1 = 1', 'JOIN'],
    ['SELECT a FROM (SELECT a FROM v)', 'a SELECT inside another'],
    ['SELECT arrayJoin(b) AS a FROM v', 'arrayJoin('],
    ['SELECT a FROM v LIMIT 3', 'LIMIT'],
    ['SELECT row_number() OVER (ORDER BY a ASC) AS a FROM v', 'OVER'],
    ['SELECT 1', 'no FROM'],
  ])('%s is refused for %s', async (text, asked) => {
    await expect(rowWise('', spelt(text))).rejects.toMatchObject({ code: 'MODEL_INEXACT', asked });
  });
});
