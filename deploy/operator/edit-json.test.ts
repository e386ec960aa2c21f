import { describe, expect, it } from 'vitest';
import { withChanges } from './edit-json.ts';

const payload = '{"id":12345678901234567890,"price":19.90,"lines":[{"qty":"1"},{"qty":"x"}],"odd":true}';

describe('withChanges', () => {
  it('changes and removes members and leaves every other digit alone', () => {
    expect(withChanges(payload, ['lines.1.qty="2"', 'name=plain words', 'count=3'], ['odd'])).toBe(
      '{"id":12345678901234567890,"price":19.90,"lines":[{"qty":"1"},{"qty":"2"}],"name":"plain words","count":3}',
    );
  });

  it('refuses what leads nowhere', () => {
    expect(() => withChanges(payload, ['price.amount=1'], [])).toThrow(/price\.amount/);
    expect(() => withChanges(payload, ['nowhere.at.all=1'], [])).toThrow(/nowhere/);
    expect(() => withChanges(payload, ['=1'], [])).toThrow(/cannot be changed/);
    expect(() => withChanges('{"half', ['a=1'], [])).toThrow(/cannot be changed/);
  });
});
