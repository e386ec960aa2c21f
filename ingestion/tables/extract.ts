import { stringLiteral } from '#warehouse';
import type { Column } from '../contracts/lower/columns.ts';
import type { Shape } from './schema.ts';

/** The Tuple that one JSON parse fills: every value nullable, so that absence can be told from a default. */
export function tupleType(shape: Shape): string {
  if (shape.kind === 'value') return nullable(shape.column.type);
  if (shape.kind === 'list') return `Array(${tupleType(shape.element)})`;
  const members = shape.members.map(({ key, shape: member }) => `${quoted(key)} ${tupleType(member)}`);
  return `Tuple(${members.join(', ')})`;
}

function nullable(type: string): string {
  const inner = /^LowCardinality\((.*)\)$/.exec(type)?.[1];
  return inner === undefined ? `Nullable(${type})` : `LowCardinality(Nullable(${inner}))`;
}

/** The extracted value of a column, out of the tuple `source`; an Array for a member of a list. */
export function extracted(column: Column, source: string): string {
  return column.path.reduce((inner, key) => `tupleElement(${inner}, ${stringLiteral(key)})`, source);
}

/** The value as it is stored: what must be there loses its Nullable. */
export function stored(column: Column, source: string): string {
  const value = extracted(column, source);
  if (column.nullable) return value;
  return column.list === undefined ? `assumeNotNull(${value})` : `arrayMap(x -> assumeNotNull(x), ${value})`;
}

/** Type of the column in its table. */
export function storedType(column: Column): string {
  return column.list === undefined ? singleType(column) : `Array(${singleType(column)})`;
}

/** Type of one value of the column. */
export function singleType({ type, nullable: optional }: Column): string {
  return optional ? nullable(type) : type;
}

function quoted(key: string): string {
  return `\`${key}\``;
}
