import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compileCost } from './operation-cost.ts';

const schema = buildSchema(`
  type Query { orders(first: Int = 25): Orders! metrics: Result! me: Person }
  type Orders { nodes: [Order!]! total: Int! }
  type Order { id: ID! customer: Customer }
  type Customer { name: String orders(first: Int = 20): [Order!]! }
  type Result { rows: Int } type Person { name: String }`);
const costs = { 'Query.metrics': { own: 50 } };

function cost(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  return compileCost(schema, document, getOperationAST(document)!, costs)(variables);
}

describe('compileCost', () => {
  it('counts an object as one and a value as nothing', () => {
    expect(cost('{ me { name } }')).toBe(1);
    expect(cost('{ metrics { rows } }')).toBe(50);
    expect(cost('{ __typename }')).toBe(0);
  });

  it('multiplies by first: default, literal, variable and the variable’s default', () => {
    expect(cost('{ orders { nodes { id } } }')).toBe(1 + 25);
    expect(cost('{ orders(first: 3) { total } }')).toBe(1);
    expect(cost('query ($n: Int) { orders(first: $n) { nodes { id } } }', { n: 200 })).toBe(201);
    expect(cost('query ($n: Int = 7) { orders(first: $n) { nodes { id } } }')).toBe(8);
    expect(cost('{ orders(first: 10) { nodes { customer { orders(first: 5) { id } } } } }')).toBe(
      1 + 10 * (1 + 1 + 1),
    );
    expect(
      cost('{ orders(first: 10) { nodes { customer { orders(first: 5) { customer { name } } } } } }'),
    ).toBe(1 + 10 * (1 + 1 + 1 + 5));
  });

  it('looks into fragments, also into one named like introspection', () => {
    const expensive =
      'orders(first: 100) { nodes { customer { orders(first: 100) { customer { name } } } } }';
    const plain = cost(`{ ${expensive} }`);
    expect(plain).toBeGreaterThan(10_000);
    expect(cost(`query { ...__schema } fragment __schema on Query { ${expensive} }`)).toBe(plain);
    expect(cost(`query __schema { ... on Query { ${expensive} } }`)).toBe(plain);
    expect(cost(`{ a: me { name } ... @include(if: true) { ${expensive} } }`)).toBe(plain + 1);
  });

  it('does not grow with fragments within fragments', () => {
    const layers = Array.from(
      { length: 30 },
      (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`,
    ).join(' ');
    const started = performance.now();
    cost(
      `{ ...f29 } fragment f29 on Query { ...f30 ...f30 } fragment f30 on Query { me { name } } ${layers.split('fragment f29')[0]}`,
    );
    expect(performance.now() - started).toBeLessThan(200);
  });
});
