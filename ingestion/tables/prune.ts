import { stringLiteral } from '#warehouse';
import type { Shape } from './schema.ts';

/**
 * SQL that rewrites a JSON document in its plainest form (no blanks, no escapes in keys) without the fields its
 * contract does not know, so that the grammar can judge the rest. Only documents that fail the grammar as they are
 * pay for it. A value of another kind than expected is left as it is.
 */
export function pruned(shape: Shape, json: string, depth = 0): string {
  if (shape.kind === 'value') return json;
  if (shape.kind === 'list') {
    const element = `e${depth}`;
    if (shape.element.kind === 'value') return json;
    const inner = pruned(shape.element, element, depth + 1);
    const list = `concat('[', arrayStringConcat(arrayMap(${element} -> ${inner}, JSONExtractArrayRaw(${json})), ','), ']')`;
    return `if(startsWith(${json}, '['), ${list}, ${json})`;
  }
  const pair = `kv${depth}`;
  const known = `arrayFilter(${pair} -> ${pair}.1 in (${keysOf(shape)}), JSONExtractKeysAndValuesRaw(${json}))`;
  // Members of the same shape (amounts, mostly) share one branch: the engine analyses all of this at every insert.
  const branches = Map.groupBy(
    shape.members.filter((member) => member.shape.kind !== 'value'),
    ({ shape: inner }) => pruned(inner, `${pair}.2`, depth + 1),
  );
  const nested = [...branches].flatMap(([inner, members]) => [
    `${pair}.1 in (${members.map(({ key }) => stringLiteral(key)).join(', ')})`,
    inner,
  ]);
  const value = nested.length === 0 ? `${pair}.2` : `multiIf(${nested.join(', ')}, ${pair}.2)`;
  const members = `arrayMap(${pair} -> concat('"', ${pair}.1, '":', ${value}), ${known})`;
  const object = `concat('{', arrayStringConcat(${members}, ','), '}')`;
  return depth === 0 ? object : `if(startsWith(${json}, '{'), ${object}, ${json})`;
}

/**
 * SQL for the JSON object of what the contract does not know: its unknown fields, and whole objects or
 * lists whose text does not survive pruning. `plain` is the SQL of the pruned document.
 */
export function unknownFields(
  shape: Extract<Shape, { kind: 'object' }>,
  json: string,
  plain: string,
): string {
  const nested = shape.members
    .filter((member) => member.shape.kind !== 'value')
    .map(({ key }) => stringLiteral(key));
  const inside =
    nested.length === 0 ? '' : ` or (kv.1 in (${nested.join(', ')}) and position(${plain}, kv.2) = 0)`;
  const pairs = `arrayFilter(kv -> kv.1 not in (${keysOf(shape)})${inside}, JSONExtractKeysAndValuesRaw(${json}))`;
  return `concat('{', arrayStringConcat(arrayMap(kv -> concat(toJSONString(kv.1), ':', kv.2), ${pairs}), ','), '}')`;
}

function keysOf(shape: Extract<Shape, { kind: 'object' }>): string {
  return shape.members.map((member) => stringLiteral(member.key)).join(', ');
}
