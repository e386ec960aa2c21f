import SchemaBuilder from '@pothos/core';
import type { Context } from './context.ts';
import { dateScalar, dateTimeScalar, decimalScalar, longScalar, outgoingScalar } from './scalars.ts';

type Scalar<Value> = { Input: Value; Output: Value | string | number };

export type SchemaTypes = {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string | number };
    Decimal: Scalar<string>;
    Date: Scalar<string>;
    DateTime: Scalar<string>;
    Long: Scalar<number>;
    JSON: { Input: never; Output: unknown };
    StringColumn: { Input: never; Output: readonly unknown[] };
    NumberColumn: { Input: never; Output: readonly unknown[] };
    DecimalColumn: { Input: never; Output: readonly unknown[] };
  };
};

export type Builder = ReturnType<typeof createBuilder>;

/** A builder with the scalars every schema of the gateway has. */
export function createBuilder() {
  const builder = new SchemaBuilder<SchemaTypes>({ defaultFieldNullability: false });
  builder.scalarType('Decimal', decimalScalar);
  builder.scalarType('Date', dateScalar);
  builder.scalarType('DateTime', dateTimeScalar);
  builder.scalarType('Long', longScalar);
  builder.scalarType('JSON', outgoingScalar<unknown>('Any JSON value.'));
  const column = outgoingScalar<readonly unknown[]>;
  builder.scalarType('StringColumn', column('A whole column of texts: `[String]` as one leaf.'));
  builder.scalarType('NumberColumn', column('A whole column of numbers: `[Float]` as one leaf.'));
  builder.scalarType('DecimalColumn', column('A whole column of decimal texts as one leaf.'));
  builder.queryType({});
  builder.mutationType({});
  builder.subscriptionType({});
  return builder;
}
