import { describe, expect, it } from 'vitest';
import { EntrepotError } from '#errors';
import { parseExpression } from './parse.ts';
import { aggregatesIn, conditionColumns, metricsIn } from './walk.ts';

describe('parseExpression', () => {
  it('binds products closer than sums and groups to the left', () => {
    expect(parseExpression('a - b - c * 2')).toEqual({
      kind: 'binary',
      operator: '-',
      left: {
        kind: 'binary',
        operator: '-',
        left: { kind: 'metric', name: 'a' },
        right: { kind: 'metric', name: 'b' },
      },
      right: {
        kind: 'binary',
        operator: '*',
        left: { kind: 'metric', name: 'c' },
        right: { kind: 'number', text: '2' },
      },
    });
  });

  it('reads what an aggregate takes and which rows count', () => {
    expect(
      parseExpression("sum(qty * price where level in ('NR', 'CM1') and not is_cancelled or qty >= -1)"),
    ).toEqual({
      kind: 'aggregate',
      function: 'sum',
      argument: {
        kind: 'binary',
        operator: '*',
        left: { kind: 'column', name: 'qty' },
        right: { kind: 'column', name: 'price' },
      },
      where: {
        kind: 'or',
        left: {
          kind: 'and',
          left: {
            kind: 'in',
            column: 'level',
            values: [
              { kind: 'string', text: 'NR' },
              { kind: 'string', text: 'CM1' },
            ],
          },
          right: { kind: 'not', operand: { kind: 'flag', column: 'is_cancelled' } },
        },
        right: { kind: 'compare', column: 'qty', operator: '>=', value: { kind: 'number', text: '-1' } },
      },
    });
  });

  it('tells metrics from columns', () => {
    const expression = parseExpression("(-sum(amount where note = 'it''s') + refunds) / orders");
    expect(metricsIn(expression)).toEqual(['refunds', 'orders']);
    const [aggregate] = aggregatesIn(expression);
    expect(conditionColumns(aggregate?.where)).toEqual(['note']);
    expect(aggregate?.where).toMatchObject({ value: { text: "it's" } });
  });

  it('knows count() and percentile', () => {
    expect(parseExpression('count()')).toEqual({ kind: 'aggregate', function: 'count' });
    expect(parseExpression('count(where is_late)')).toMatchObject({
      where: { kind: 'flag', column: 'is_late' },
    });
    expect(parseExpression('percentile(minutes, 0.9)')).toMatchObject({ quantile: '0.9' });
  });

  it('reads what must follow, where and how soon', () => {
    expect(
      parseExpression("converted(order_id to refunds (reason = 'broken') within 30 days where is_paid)"),
    ).toEqual({
      kind: 'aggregate',
      function: 'converted',
      argument: { kind: 'column', name: 'order_id' },
      conversion: {
        model: 'refunds',
        where: {
          ...{ kind: 'compare', column: 'reason', operator: '=' },
          value: { kind: 'string', text: 'broken' },
        },
        days: 30,
      },
      where: { kind: 'flag', column: 'is_paid' },
    });
    expect(parseExpression('converted(a to b within 1 day)')).toMatchObject({ conversion: { days: 1 } });
  });

  it.each([
    ['converted(a)', '«to» is expected where «)» stands.'],
    ['converted(a to b within 0 days)', 'A number of days from 1 to 1100 is expected where «0» stands.'],
    ['converted(a to b within 2)', '«day» is expected where «)» stands.'],
    ['sum(amount', '«)» is expected where the end stands.'],
    ['sum()', 'A column is expected where «)» stands.'],
    ['a b', 'The end of the formula is expected where «b» stands.'],
    ['a $ b', '«$» has no meaning in a formula.'],
    ['sum(where x)', 'A column is expected where «where» stands.'],
    ['percentile(x, 9)', 'A number from 0 to 1 is expected where «9» stands.'],
    ["sum(x where y = 'a\\')", "«'» has no meaning in a formula."],
    ['', 'A metric, an aggregate or a number is expected where the end stands.'],
  ])('refuses %j', (text, message) => {
    expect(() => parseExpression(text)).toThrow(message);
  });

  it('suggests the aggregate that was meant', () => {
    const thrown = (() => {
      try {
        parseExpression('summ(amount)');
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(EntrepotError);
    expect((thrown as EntrepotError).available?.[0]).toBe('sum');
  });
});
