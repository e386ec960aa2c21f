import { EntrepotError } from '#errors';
import type { Payload } from '../payload/json.ts';

/**
 * The small language of declared sources: a path into the payload, converters behind it, alternatives.
 *
 * ```
 * order_id                       a member of the record
 * .                              the record itself
 * buyer.address.country          a member of a member
 * lines[].qty                    of every element of a list
 * payments[0].id                 of the first element
 * `Order ID`                     a name with blanks or other signs
 * ^.currency                     of the record around the list's element; ^^ of the one around that
 * $.meta.page                    of the whole payload
 * 'EUR'                          a text
 * paid_at ?? created_at          the first that is there
 * total | minor(currency)        through a converter; its arguments are expressions too
 * (id ?? no) | join(line)        brackets: without them a converter belongs to the alternative it follows
 * ```
 */
export type Expression =
  | { kind: 'text'; text: string }
  | { kind: 'path'; from: 'record' | 'payload' | number; steps: readonly Step[] }
  | { kind: 'first'; of: readonly Expression[] }
  | { kind: 'convert'; value: Expression; converter: string; args: readonly Expression[] };

export type Step = { name: string } | { at: number } | { each: true };

/** A place in a payload: the record, what is around it, and the whole. */
export type Scope = {
  record: Payload;
  around?: Scope;
  payload: Payload;
  /** Within a list of the event: the scope of the event itself. */
  event?: Scope;
};

/** What a converter does to a value; it is not asked about values that are not there. */
export type Convert = (
  value: Payload,
  converter: string,
  args: readonly (Payload | undefined)[],
) => Payload | undefined;

/** @throws SOURCE_INVALID saying at which sign it stops making sense. */
export function parseExpression(source: string): Expression {
  const reader = new Reader(source);
  const expression = first(reader);
  if (!reader.done) reader.fail('nothing more was expected');
  return expression;
}

/** The value of an expression; undefined where it is absent, null or an empty text. */
export function evaluate(expression: Expression, scope: Scope, convert: Convert): Payload | undefined {
  if (expression.kind === 'text') return expression.text;
  if (expression.kind === 'path') return present(follow(start(expression.from, scope), expression.steps));
  if (expression.kind === 'first') {
    // A list without elements is there, but gives way to what holds something.
    let empty: Payload | undefined;
    for (const each of expression.of) {
      const value = evaluate(each, scope, convert);
      if (value !== undefined && !isEmptyList(value)) return value;
      empty ??= value;
    }
    return empty;
  }
  const value = evaluate(expression.value, scope, convert);
  const args = () => expression.args.map((each) => evaluate(each, scope, convert));
  if (value === undefined) return undefined;
  return present(convert(value, expression.converter, args()));
}

const isEmptyList = (value: Payload) => Array.isArray(value) && value.length === 0;

function start(from: 'record' | 'payload' | number, scope: Scope): Payload | undefined {
  if (from === 'payload') return scope.payload;
  let place: Scope | undefined = scope;
  for (let up = from === 'record' ? 0 : from; up > 0; up--) place = place?.around;
  return place?.record;
}

/** Where the steps lead. A step into each element gives the list of what is there. */
export function follow(value: Payload | undefined, steps: readonly Step[]): Payload | undefined {
  const [step, ...rest] = steps;
  if (step === undefined || value === undefined || value === null) return value ?? undefined;
  if ('each' in step) {
    const elements = Array.isArray(value) ? value : [value];
    return elements.flatMap((each) => {
      const found = follow(each, rest);
      return found === undefined || found === ''
        ? []
        : Array.isArray(found) && rest.some((one) => 'each' in one)
          ? found
          : [found];
    });
  }
  if ('at' in step) return follow(Array.isArray(value) ? value.at(step.at) : undefined, rest);
  if (typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, step.name)) return undefined;
  return follow(value[step.name], rest);
}

function present(value: Payload | undefined): Payload | undefined {
  return value === null || value === '' ? undefined : value;
}

/** Converters that make another thing of a value: of one alternative only, and the others would stay as they are. */
const making = new Set([
  'join',
  'of_shop',
  'of_source',
  'hash',
  'plus',
  'minus',
  'magnitude',
  'micros',
  'minor',
]);

function first(reader: Reader): Expression {
  const of = [piped(reader)];
  while (reader.take('??')) of.push(piped(reader));
  const last = of.at(-1)!;
  const bare = of.some(({ kind }) => kind === 'path');
  if (bare && last.kind === 'convert' && making.has(last.converter)) {
    reader.fail(
      `\`${last.converter}\` belongs to the last alternative only: put the alternatives in brackets`,
    );
  }
  return of.length === 1 ? of[0]! : { kind: 'first', of };
}

function piped(reader: Reader): Expression {
  let value = primary(reader);
  while (reader.take('|')) {
    const converter = reader.match(/^[a-z_]+/) ?? reader.fail('a converter’s name was expected');
    const args: Expression[] = [];
    if (reader.take('(')) {
      if (!reader.take(')')) {
        do args.push(first(reader));
        while (reader.take(','));
        if (!reader.take(')')) reader.fail('a closing bracket was expected');
      }
    }
    value = { kind: 'convert', value, converter, args };
  }
  return value;
}

function primary(reader: Reader): Expression {
  const quoted = reader.match(/^'(?:[^'\\]|\\.)*'/);
  if (quoted !== undefined) return { kind: 'text', text: quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1') };
  if (reader.take('(')) {
    const inner = first(reader);
    if (!reader.take(')')) reader.fail('a closing bracket was expected');
    return inner;
  }
  if (reader.take('.')) return { kind: 'path', from: 'record', steps: indexes(reader) };
  let up = 0;
  while (reader.take('^')) up++;
  const from = up > 0 ? up : reader.take('$') ? 'payload' : 'record';
  const steps: Step[] = from === 'record' ? [{ name: name(reader) }, ...indexes(reader)] : indexes(reader);
  while (reader.take('.')) steps.push({ name: name(reader) }, ...indexes(reader));
  return { kind: 'path', from, steps };
}

function name(reader: Reader): string {
  const quoted = reader.match(/^`[^`]+`/);
  return quoted?.slice(1, -1) ?? reader.match(/^[@#\w-]+/) ?? reader.fail('a member’s name was expected');
}

function indexes(reader: Reader): Step[] {
  const steps: Step[] = [];
  for (;;) {
    const index = reader.match(/^\[-?\d*\]/);
    if (index === undefined) return steps;
    steps.push(index === '[]' ? { each: true } : { at: Number(index.slice(1, -1)) });
  }
}

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get done(): boolean {
    this.#skip();
    return this.#at === this.#source.length;
  }

  peek(text: string): boolean {
    this.#skip();
    return this.#source.startsWith(text, this.#at);
  }

  take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.#at += text.length;
    return true;
  }

  match(pattern: RegExp): string | undefined {
    this.#skip();
    const found = pattern.exec(this.#source.slice(this.#at))?.[0];
    if (found) this.#at += found.length;
    return found || undefined;
  }

  fail(why: string): never {
    throw new EntrepotError('SOURCE_INVALID', `«${this.#source}»: ${why} at sign ${this.#at + 1}.`, {
      asked: this.#source,
      fix: "Write a path such as buyer.country, a text in '', and converters after |.",
    });
  }

  #skip(): void {
    while (this.#source[this.#at] === ' ') this.#at++;
  }
}
