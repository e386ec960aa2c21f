import { expect, it } from 'vitest';
import { aggregateText } from './aggregate-text.ts';
import { parseExpression } from './parse.ts';
import { aggregatesIn } from './walk.ts';

it.each([
  'sum(net_amount)',
  'count()',
  'count(where not is_reversal)',
  "distinct(order_id where (status = 'paid' and (qty >= 2 or sku in ('a', 'b'))))",
  'percentile(minutes, 0.9)',
  'sum((price * -qty))',
  'converted(order_id to refunds (is_paid) within 30 days where not is_reversal)',
])('an aggregate is written as it can be read: %s', (text) => {
  const [aggregate] = aggregatesIn(parseExpression(text));
  expect(aggregateText(aggregate!)).toBe(text);
});
