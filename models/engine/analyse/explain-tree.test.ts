import { describe, expect, it } from 'vitest';
import { inexactness } from './exactness.ts';
import { members, parseTree, section, walk } from './explain-tree.ts';

const dump = `QUERY id: 0
  PROJECTION COLUMNS
    total Float64
    LIMIT UInt8
  PROJECTION
    LIST id: 1, nodes: 2
      FUNCTION id: 2, function_name: sumIf, function_type: aggregate, result_type: Float64
        ARGUMENTS
          LIST id: 3, nodes: 1
            COLUMN id: 4, column_name: x, result_type: Nullable(Float64), source_id: 9
      FUNCTION id: 5, function_name: argMax, function_type: aggregate, result_type: Decimal(38, 6)
        ARGUMENTS
          LIST id: 6, nodes: 2
            COLUMN id: 7, column_name: d, result_type: Decimal(38, 6), source_id: 9
            FUNCTION id: 8, function_name: tuple, function_type: ordinary, result_type: Tuple(Date, String)
  JOIN TREE
    QUERY id: 9, alias: __table1, is_subquery: 1, is_cte: 1, cte_name: up
      LIMIT
        CONSTANT id: 10, constant_value: UInt64_1, constant_value_type: UInt64
  LIMIT BY
    LIST id: 11, nodes: 0`.split('\n');

describe('parseTree', () => {
  const root = parseTree(dump);
  it('keeps nodes, sections and attributes, and leaves column names out', () => {
    const query = root.children[0]!;
    expect(query.children.map(({ label }) => label)).toEqual(['PROJECTION', 'JOIN TREE', 'LIMIT BY']);
    const [sum, argMax] = members(query, 'PROJECTION');
    expect(sum?.attributes).toMatchObject({ function_name: 'sumIf', result_type: 'Float64' });
    expect(members(argMax!, 'ARGUMENTS')[0]?.attributes.result_type).toBe('Decimal(38, 6)');
    expect(query.names).toEqual(['total', 'LIMIT']);
    expect(section(query, 'WHERE')).toBeUndefined();
    expect([...walk(query)].filter(({ node }) => node.label === 'COLUMN')).toHaveLength(2);
  });

  it('finds what has no exact answer, but not inside of upstreams', () => {
    const problems = inexactness(root, new Set(['now', 'sumIf', 'nowhere']), new Set(['up']));
    expect(problems.map(({ asked }) => asked)).toEqual(['now', 'LIMIT BY', 'sumIf']);
    const inside = inexactness(root, new Set(), new Set());
    expect(inside.map(({ asked }) => asked)).toEqual(['LIMIT BY', 'sumIf', 'LIMIT']);
  });
});
