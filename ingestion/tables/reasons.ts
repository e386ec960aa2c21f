import { stringLiteral } from '#warehouse';
import type { Column } from '../contracts/lower/columns.ts';
import { scalarGrammar } from './grammar.ts';
import type { Member, Shape } from './schema.ts';

/**
 * SQL that says, field by field, why a document does not fulfil its contract; empty where it does. It parses the
 * document once per field, so it runs over refused documents only.
 */
export function reasonsOf(root: Extract<Shape, { kind: 'object' }>, json: string): string {
  const fields = joined(root.members.map((member) => memberReason(member, json, [], '')));
  return (
    `multiIf(not isValidJSON(${json}), 'it is not JSON', JSONType(${json}) != 'Object', ` +
    `concat('it is not an object but ', lower(toString(JSONType(${json})))), ${fields})`
  );
}

function memberReason(
  { key, required, shape }: Member,
  json: string,
  path: readonly string[],
  label: string,
): string {
  const here = [...path, key];
  const name =
    label === '' ? stringLiteral(here.join('.')) : `concat(${label}, ${stringLiteral(`.${here.join('.')}`)})`;
  const raw = `JSONExtractRaw(${json}, ${here.map(stringLiteral).join(', ')})`;
  const say = (text: string) => `concat(${name}, ${stringLiteral(text)})`;
  const absent = required ? say(' is missing') : "''";
  const isNull = required ? say(' is null') : "''";
  return `multiIf(${raw} = '', ${absent}, ${raw} = 'null', ${isNull}, ${valueReason(shape, { json, raw, name, here, label })})`;
}

type Value = { json: string; raw: string; name: string; here: readonly string[]; label: string };

function valueReason(shape: Shape, value: Value): string {
  const { raw, name } = value;
  const wrong = (what: string) =>
    `concat(${name}, ${stringLiteral(` is not ${what}: `)}, substringUTF8(${raw}, 1, 80))`;
  if (shape.kind === 'object') {
    const members = joined(
      shape.members.map((member) => memberReason(member, value.json, value.here, value.label)),
    );
    return `if(startsWith(${raw}, '{'), ${members}, ${wrong('an object')})`;
  }
  if (shape.kind === 'list') return listReason(shape, value, wrong);
  const { column } = shape;
  const form = `not match(${raw}, ${stringLiteral(`^${scalarGrammar(column)}$`)})`;
  const longest = column.checks.maxLength;
  const tooLong =
    longest === undefined || column.checks.pattern !== undefined
      ? ''
      : `lengthUTF8(JSONExtractString(${raw})) > ${longest}, concat(${name}, ' is longer than ${longest} characters'), `;
  return `multiIf(${form}, ${wrong(expected(column))}, ${tooLong}'')`;
}

function listReason(
  shape: Extract<Shape, { kind: 'list' }>,
  value: Value,
  wrong: (what: string) => string,
): string {
  const { raw, name } = value;
  const label = `concat(${name}, '[', toString(i), ']')`;
  const element: Value = { json: 'e', raw: 'e', name: label, here: [], label };
  const reasons =
    shape.element.kind === 'object'
      ? `if(startsWith(e, '{'), ${joined(shape.element.members.map((member) => memberReason(member, 'e', [], label)))}, concat(${label}, ' is not an object'))`
      : valueReason(shape.element, element);
  const all =
    `arrayMap((e, i) -> ${reasons}, JSONExtractArrayRaw(${raw}) as _, arrayEnumerate(JSONExtractArrayRaw(${raw})))`.replace(
      ' as _',
      '',
    );
  const found = `arrayStringConcat(arraySlice(arrayFilter(r -> r != '', ${all}), 1, 5), '; ')`;
  const tooMany =
    shape.maxItems === undefined
      ? ''
      : `JSONLength(${raw}) > ${shape.maxItems}, concat(${name}, ' has more than ${shape.maxItems} elements'), `;
  return `multiIf(not startsWith(${raw}, '['), ${wrong('a list')}, ${tooMany}${found})`;
}

/** What a value should have been, in words. */
function expected({ checks, type }: Column): string {
  if (checks.jsonType === 'boolean') return 'true or false';
  if (checks.jsonType === 'integer') return `a whole number from ${checks.minimum ?? 0} to ${checks.maximum}`;
  if (checks.enum !== undefined) return `one of ${checks.enum.join(', ')}`;
  if (type.startsWith('DateTime64')) return 'an existing UTC time such as 2026-03-01T09:30:00.000Z';
  if (type.startsWith('Date')) return 'an existing day such as 2026-03-01';
  if (checks.pattern !== undefined) return `a text of the form ${checks.pattern}`;
  return (checks.minLength ?? 0) > 0 ? 'a text that is not empty' : 'a text';
}

function joined(reasons: readonly string[]): string {
  return `arrayStringConcat(arrayFilter(r -> r != '', [${reasons.join(', ')}]), '; ')`;
}
