import { decimal } from '#warehouse';
import { memberOf, type Payload } from '../../payload/json.ts';
import { asked, type Converter, textOf } from './kit.ts';

/** What lies elsewhere in the payload, and in lists. */
export const lists: Readonly<Record<string, Converter>> = {
  find: {
    args: ['list', 'name'],
    convert: (value, [list, name]) =>
      [list ?? []].flat().find((each) => memberOf(each, asked(name, 'name')) === value) ?? undefined,
  },
  at_of: {
    args: ['name', 'value'],
    convert: (value, [name, wanted]) => {
      const at = [value].flat().findIndex((each) => memberOf(each, asked(name, 'name')) === wanted);
      return at < 0 ? undefined : String(at);
    },
  },
  pick: { args: ['list'], convert: (value, [list]) => [list ?? []].flat().at(Number(textOf(value))) },
  entries: {
    args: [],
    convert: (value) => entriesOf(value),
  },
  only: {
    args: ['name', '…'],
    convert: (value, [name, ...wanted]) =>
      [value].flat().filter((each) => wanted.includes(memberOf(each, asked(name, 'name')))),
  },
  only_in: {
    args: ['path', '…'],
    convert: (value, [path, ...wanted]) =>
      [value].flat().filter((each) => wanted.includes(within(each, asked(path, 'path')))),
  },
  members: {
    args: ['path', '…'],
    convert: (value, paths) =>
      [value].flat().flatMap((each) => paths.flatMap((path) => within(each, asked(path, 'path')) ?? [])),
  },
  members_or: {
    args: ['name', 'other'],
    convert: (value, [name, other]) =>
      [value]
        .flat()
        .flatMap((each) => held(each, asked(name, 'name')) ?? held(each, asked(other, 'other')) ?? []),
  },
  with: {
    args: ['name', '[value]'],
    convert: (value, [name, given]) => {
      const member = asked(name, 'name');
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
      return given === undefined || held(value, member) !== undefined ? value : { ...value, [member]: given };
    },
  },
  first_of: {
    args: ['name', '…'],
    convert: (value, names) => {
      for (const each of [value].flat()) {
        for (const name of names) {
          const found = held(each, asked(name, 'name'));
          if (found !== undefined) return found;
        }
      }
      return undefined;
    },
  },
  greatest: { args: [], convert: (value) => greatestOf([value].flat().map(textOf)) },
  repeat_in: {
    args: ['list'],
    convert: (value, [list]) => (Array.isArray(list) ? repeatsIn(list).get(value) : undefined),
  },
  member: { args: ['name'], convert: (value, [name]) => memberOf(value, asked(name, 'name')) },
};

/** A member that is there: neither null nor an empty text. */
function held(value: Payload, name: string): Payload | undefined {
  const found = memberOf(value, name);
  return found === null || found === '' ? undefined : found;
}

const repeats = new WeakMap<readonly Payload[], ReadonlyMap<Payload, string>>();

/** The elements of a list that one before them is alike in all: «2» is the second of them. */
function repeatsIn(list: readonly Payload[]): ReadonlyMap<Payload, string> {
  const known = repeats.get(list);
  if (known) return known;
  const counts = new Map<string, number>();
  const found = new Map<Payload, string>();
  for (const each of list) {
    const text = JSON.stringify(each);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    if (count > 1) found.set(each, String(count));
  }
  repeats.set(list, found);
  return found;
}

/** The value at names with dots between them. */
export function within(value: Payload, path: string): Payload | undefined {
  return (
    path.split('.').reduce<Payload | undefined>((found, name) => memberOf(found, name), value) ?? undefined
  );
}

/** The greatest number, or the last text in order: of ISO 8601 times of one zone the latest. */
function greatestOf(texts: readonly string[]): string | undefined {
  const numbers = texts.every((text) => /^-?\d+(\.\d+)?$/.test(text));
  const order = (a: string, b: string) => (numbers ? decimal(a).cmp(decimal(b)) : a < b ? -1 : 1);
  return [...texts].sort(order).at(-1);
}

/** The members of an object as a list, each with its name. */
function entriesOf(value: Payload): Payload[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, held]) => ({ name, value: held }));
}
