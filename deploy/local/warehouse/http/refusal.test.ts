import { describe, expect, it } from 'vitest';
import { refusalOf, statusOf } from './refusal.ts';

describe('refusalOf', () => {
  it('reads number, name and text', () => {
    const refusal = refusalOf(
      new Error('Query failed: Code: 60. DB::Exception: No table t. (UNKNOWN_TABLE)'),
    );
    expect(refusal).toMatchObject({ code: 60, type: 'UNKNOWN_TABLE', message: 'No table t.' });
    expect(statusOf(refusal.code)).toBe(404);
  });

  it('takes out what the server has added', () => {
    const text =
      "Code: 62. DB::Exception: Syntax error: failed at position 30 (x): x INTO OUTFILE '/d/entrepot-pipes/queries-0' APPEND FORMAT CSV. (SYNTAX_ERROR)";
    expect(refusalOf(new Error(text), 20).message).toBe(
      'Syntax error: failed at position 10 (x): x FORMAT CSV.',
    );
  });

  it('calls everything else a defect', () => {
    expect(refusalOf('boom')).toMatchObject({ code: 1001 });
    expect(statusOf(1001)).toBe(500);
  });
});
