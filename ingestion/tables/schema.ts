import type { Contract } from '../contracts/contract.ts';
import { type Column, jsonSchemaOf } from '../contracts/lower/columns.ts';

type Schema = ReturnType<typeof jsonSchemaOf>;

/** A contract's shape as a tree whose leaves are columns: what grammar, extraction and reasons are generated from. */
export type Shape =
  | { kind: 'value'; column: Column }
  | { kind: 'object'; members: readonly Member[] }
  | { kind: 'list'; element: Shape; maxItems?: number };

export type Member = { key: string; required: boolean; shape: Shape };

/** The body of a contract as a tree. */
export function shapeOf(contract: Contract): Extract<Shape, { kind: 'object' }> {
  const byPath = new Map(contract.columns.map((column) => [column.path.join('\0'), column]));
  return { kind: 'object', members: membersOf(jsonSchemaOf(contract.shape), [], byPath) };
}

function membersOf(schema: Schema, path: readonly string[], byPath: ReadonlyMap<string, Column>): Member[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([key, property]) => {
    const choices = property.anyOf?.filter((choice) => choice.type !== 'null');
    const value = choices?.length === 1 ? choices[0]! : property;
    return {
      key,
      required: required.has(key) && value === property,
      shape: treeOf(value, [...path, key], byPath),
    };
  });
}

function treeOf(schema: Schema, path: readonly string[], byPath: ReadonlyMap<string, Column>): Shape {
  if (schema.type === 'object') return { kind: 'object', members: membersOf(schema, path, byPath) };
  if (schema.type === 'array') {
    const { maxItems } = schema as { maxItems?: number };
    const element = treeOf(schema.items!, path, byPath);
    return { kind: 'list', element, ...(maxItems === undefined ? {} : { maxItems }) };
  }
  return { kind: 'value', column: byPath.get(path.join('\0'))! };
}
