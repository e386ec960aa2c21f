import { pick } from './random.ts';

type Random = () => number;

/** JSON text as it stands, such as a number that JavaScript cannot hold. */
class Verbatim {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Tree = Verbatim | string | number | boolean | null | Tree[] | { [key: string]: Tree };

/** What is put in the place of a value, each a way in which systems are known to be wrong. */
const wrongs: readonly ((old: Tree, random: Random) => Tree)[] = [
  () => null,
  () => '',
  () => ' ',
  () => true,
  () => 'true',
  () => [],
  () => ({}),
  () => 0,
  () => -1,
  () => 1.5,
  () => '12',
  () => '-0',
  () => '1e5',
  () => '1.123456789',
  () => 'NaN',
  () => 65_536,
  () => 5_000_000_000,
  () => new Verbatim('9007199254740993'),
  () => new Verbatim('1e400'),
  () => new Verbatim('1.0'),
  () => new Verbatim('-0'),
  () => '2023-02-29',
  () => '2024-02-29T25:00:00Z',
  () => '2024-02-29T09:30:00+01:00',
  () => '0000-00-00',
  () => 'never-heard-of',
  () => 'é'.repeat(5_000),
  () => '\u0000',
  () => '😀\u200f٣',
  () => new Verbatim('"\\ud800"'),
  (old) => [old, old],
  (old) => ({ value: old }),
  (old) => (typeof old === 'string' ? ` ${old} ` : old),
  (old) => (typeof old === 'string' ? old.toUpperCase() : [old]),
  (old) => (typeof old === 'number' ? String(old) : typeof old === 'string' ? Number(old) || 7 : 'x'),
  (_, random) => new Verbatim('['.repeat(1 + random() * 2_000)),
];

type Place = { holder: Tree[] | { [key: string]: Tree }; key: string | number };

/** A document with one to three things wrong, as JSON text. It may happen to be right still. */
export function mutateJson(body: unknown, random: Random): string {
  const root: Tree = [structuredClone(body) as Tree];
  for (let times = random() < 0.7 ? 1 : 1 + Math.floor(random() * 3); times > 0; times--) {
    const places = [...placesOf(root)];
    const { holder, key } = pick(random, places);
    const member = holder as { [key: string]: Tree };
    const draw = random();
    if (draw < 0.15 && !Array.isArray(holder)) delete member[key];
    else if (draw < 0.2 && !Array.isArray(holder))
      member[`${key}_`] = pick(random, wrongs)(member[key]!, random);
    else member[key] = pick(random, wrongs)(member[key]!, random);
  }
  return textOf(root[0]!);
}

function* placesOf(holder: Tree[] | { [key: string]: Tree }): Generator<Place> {
  for (const key of Object.keys(holder)) {
    yield { holder, key };
    const value = (holder as { [key: string]: Tree })[key]!;
    if (typeof value === 'object' && value !== null && !(value instanceof Verbatim)) yield* placesOf(value);
  }
}

function textOf(tree: Tree): string {
  if (tree instanceof Verbatim) return tree.text;
  if (Array.isArray(tree)) return `[${tree.map(textOf).join(',')}]`;
  if (typeof tree === 'object' && tree !== null) {
    return `{${Object.entries(tree).map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`)}}`;
  }
  return JSON.stringify(tree);
}

/** Bytes of which something went wrong on the way. */
const damages: readonly ((bytes: Buffer, at: number, random: Random) => Buffer)[] = [
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at) => bytes.subarray(at),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from([0xc3, 0x28]), bytes.subarray(at)]),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at)]),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from([0xed, 0xa0, 0x80]), bytes.subarray(at)]),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from([0]), bytes.subarray(at)]),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 40))]),
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes) => Buffer.from(bytes.toString('utf8').replaceAll('"', "'")),
  (bytes, at, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[at % copy.length] = Math.floor(random() * 256);
    return copy;
  },
];

export function damage(bytes: Buffer, random: Random): Buffer {
  return pick(random, damages)(bytes, Math.floor(random() * bytes.length), random);
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
