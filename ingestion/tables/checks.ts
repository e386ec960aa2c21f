import { stringLiteral } from '#warehouse';
import type { Column } from '../contracts/lower/columns.ts';
import { extracted } from './extract.ts';
import type { Member, Shape } from './schema.ts';

/** SQL that is true where everything holds that the grammar cannot say: presence, lengths, whole optional objects. */
export type Checks = {
  /** What every event must carry; a deletion may leave it out. */
  required: readonly string[];
  /** What must hold of whatever is there. */
  limits: readonly string[];
};

type Place = { path: readonly string[]; source: string; json: string; keys: ReadonlyMap<string, number> };

/** Checks over `body`, the extracted tuple, and `json`, the column it came from. */
export function checksOf(root: Extract<Shape, { kind: 'object' }>, json: string): Checks {
  const required: string[] = [];
  const limits: string[] = [];
  const place: Place = { path: [], source: 'body', json, keys: keyCounts(root) };
  for (const member of root.members) collect(member, place, required, limits);
  return { required, limits };
}

function collect(member: Member, place: Place, required: string[], limits: string[]): void {
  const { key, shape } = member;
  const path = [...place.path, key];
  if (shape.kind === 'value') {
    const value = extracted(shape.column, place.source);
    if (member.required) required.push(`isNotNull(${value})`);
    limits.push(...lengthCheck(shape.column, value));
  } else if (shape.kind === 'object') {
    const sure = member.required && leaves(shape, true).length > 0;
    if (member.required && !sure) required.push(present(path, place));
    const inner = member.required ? required : [];
    for (const child of shape.members) collect(child, { ...place, path }, inner, limits);
    if (!member.required && inner.length > 0) limits.push(wholeOrAbsent(shape, inner, place.source));
  } else {
    if (member.required) required.push(present(path, place));
    const list = extractedPath(path, place.source);
    if (shape.maxItems !== undefined) limits.push(`length(${list}) <= ${shape.maxItems}`);
    limits.push(...elementChecks(shape.element, list));
  }
}

/** An optional object is absent, or all its required members are there. */
function wholeOrAbsent(shape: Shape, inner: readonly string[], source: string): string {
  const all = leaves(shape, false).map((column) => `isNull(${extracted(column, source)})`);
  return `((${inner.join(' and ')}) or (${all.join(' and ')}))`;
}

/** Checks of the elements of a list, member by member: an Array of its values is what the parse gives. */
function elementChecks(element: Shape, list: string): string[] {
  if (element.kind === 'value') {
    return lengthCheck(element.column, 'x').map((check) => `arrayAll(x -> ${check}, ${list})`);
  }
  if (element.kind === 'list') return [];
  return element.members.flatMap(({ key, required, shape }) => {
    const member = `tupleElement(${list}, ${stringLiteral(key)})`;
    if (shape.kind === 'value') {
      const lengths = lengthCheck(shape.column, 'x').map((check) => `arrayAll(x -> ${check}, ${member})`);
      return required ? [`not has(${member}, NULL)`, ...lengths] : lengths;
    }
    if (shape.kind === 'object' && !required) return pairChecks(shape.members, member);
    return elementChecks(shape, member);
  });
}

/** Optional objects inside a list: of each element, either every required member is there or none. */
function pairChecks(members: readonly Member[], list: string): string[] {
  const needed = members
    .filter((member) => member.required)
    .map(({ key }) => `tupleElement(${list}, '${key}')`);
  const [first, ...others] = needed;
  return others.map((other) => `arrayAll((a, b) -> isNull(a) = isNull(b), ${first}, ${other})`);
}

function lengthCheck({ checks }: Column, value: string): string[] {
  const { jsonType, maxLength, minLength, pattern } = checks;
  if (jsonType !== 'string' || pattern !== undefined || checks.enum !== undefined) return [];
  // Bytes are counted for nothing; characters only where there are more bytes than characters allowed.
  const longest =
    maxLength === undefined
      ? []
      : [`(length(${value}) <= ${maxLength} or lengthUTF8(${value}) <= ${maxLength})`];
  const shortest = (minLength ?? 0) > 1 ? [`lengthUTF8(${value}) >= ${minLength}`] : [];
  return [...longest, ...shortest].map((check) => `ifNull(${check}, 1)`);
}

/** Whether the key is in the document at all, for what an extraction cannot tell from an empty value. */
function present(path: readonly string[], { keys, json }: Place): string {
  const exact = `JSONHas(${json}, ${path.map(stringLiteral).join(', ')})`;
  const key = path.at(-1)!;
  if (keys.get(key) !== 1) return exact;
  return `((strict and position(${json}, ${stringLiteral(`"${key}":`)}) > 0) or ${exact})`;
}

function extractedPath(path: readonly string[], source: string): string {
  return path.reduce((inner, key) => `tupleElement(${inner}, ${stringLiteral(key)})`, source);
}

function leaves(shape: Shape, requiredOnly: boolean): Column[] {
  if (shape.kind === 'value') return [shape.column];
  if (shape.kind === 'list') return [];
  return shape.members
    .filter((member) => member.required || !requiredOnly)
    .flatMap((member) => leaves(member.shape, requiredOnly));
}

function keyCounts(shape: Shape, counts = new Map<string, number>()): Map<string, number> {
  if (shape.kind === 'list') return keyCounts(shape.element, counts);
  if (shape.kind === 'value') return counts;
  for (const member of shape.members) {
    counts.set(member.key, (counts.get(member.key) ?? 0) + 1);
    keyCounts(member.shape, counts);
  }
  return counts;
}
