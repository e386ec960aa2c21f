/** What a metric's formula says. Inside an aggregate names are columns of the model, outside they are metrics. */
export type Expression =
  | { kind: 'number'; text: string }
  | { kind: 'metric'; name: string }
  | Aggregate
  | { kind: 'negate'; operand: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression };

export type Operator = '+' | '-' | '*' | '/';

export const aggregateFunctions = [
  'sum',
  'count',
  'distinct',
  'approx_distinct',
  'last',
  'avg',
  'min',
  'max',
  'percentile',
  'converted',
] as const;
export type AggregateFunction = (typeof aggregateFunctions)[number];

/** `sum(amount where level = 'NR')`: a function, what it takes, and which rows count. */
export type Aggregate = {
  kind: 'aggregate';
  function: AggregateFunction;
  /** Absent in `count()`. */
  argument?: ColumnExpression;
  where?: Condition;
  /** Of `percentile(x, 0.9)`: between 0 and 1. */
  quantile?: string;
  /** Of `converted(order_id to dwd_trd_refund_di within 30 days)`. */
  conversion?: Conversion;
};

/** What must follow for a key to count: a row of a model with the same key, later, but within so many days. */
export type Conversion = { model: string; where?: Condition; days: number };

export type ColumnExpression =
  | { kind: 'number'; text: string }
  | { kind: 'column'; name: string }
  | { kind: 'negate'; operand: ColumnExpression }
  | { kind: 'binary'; operator: Operator; left: ColumnExpression; right: ColumnExpression };

export type Condition =
  | { kind: 'flag'; column: string }
  | { kind: 'compare'; column: string; operator: '=' | '!=' | '<' | '<=' | '>' | '>='; value: Literal }
  | { kind: 'in'; column: string; values: readonly Literal[] }
  | { kind: 'not'; operand: Condition }
  | { kind: 'and' | 'or'; left: Condition; right: Condition };

export type Literal = { kind: 'number' | 'string'; text: string };
