import { hash } from 'node:crypto';
import { ZodError, type z } from 'zod';
import { EntrepotError } from '#errors';
import { decimal } from '#warehouse';
import { unmapped } from '../../contracts/fields.ts';
import { countryCode } from '../payload/countries.ts';
import { amount, flag, instantUtc } from '../payload/fields.ts';
import { memberOf, type Payload } from '../payload/json.ts';
import { fromMicros, fromMinor, magnitude, minus, negated, perUnit, sum } from '../payload/money.ts';
import {
  clockIn,
  dayIn,
  dayOf,
  epochMicros,
  epochMillis,
  epochSeconds,
  odataInstant,
  utcByAgreement,
} from '../payload/times.ts';
import type { Shop } from '../shops.ts';

/** What converters know besides the value. */
export type ConverterContext = {
  /** Word tables of the declaration. */
  words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  shop: Shop | undefined;
  source: string;
  /** The account of the record, as its header says. */
  account: string | undefined;
  /** When the record was received. */
  receivedAt: string | undefined;
};

type Arguments = readonly (Payload | undefined)[];
type Converter = {
  /** Names of its arguments; those in brackets may be left out. */
  args: readonly string[];
  convert(value: Payload, args: Arguments, context: ConverterContext): Payload | undefined;
};

const number = (text: string) => read(amount, text);
const textual = (
  convert: (text: string, args: Arguments, context: ConverterContext) => Payload | undefined,
  ...args: string[]
): Converter => ({
  args,
  convert: (value, given, context) => convert(textOf(value), given, context),
});
const typed = (schema: z.ZodType<string>): Converter => textual((text) => read(schema, text));

/** Converters by name. Each is documented in the folder's README. */
export const converters: Readonly<Record<string, Converter>> = {
  // Money and quantities
  number: textual((text) => number(text)),
  decimal_comma: textual((text) => number(text.replaceAll('.', '').replace(',', '.'))),
  without_commas: textual((text) => number(text.replaceAll(',', ''))),
  minor: textual((text, [currency]) => fromMinor(text, asked(currency, 'currency')).amount, 'currency'),
  micros: textual((text) => fromMicros(text)),
  negated: textual((text) => negated(number(text))),
  magnitude: textual((text) => magnitude(number(text))),
  percent: textual((text) =>
    decimal(number(text.replace(/ ?%$/, '')))
      .div(decimal('100'))
      .toFixed(),
  ),
  minus: textual((text, [other]) => minus(number(text), number(asked(other, 'other'))), 'other'),
  plus: textual((text, [other]) => sum([number(text), number(textOf(other ?? '0'))]), 'other'),
  plus_total: textual(
    (text, [others]) => sum([number(text), ...[others ?? []].flat().map((each) => number(textOf(each)))]),
    'list',
  ),
  divided: textual(
    (text, [divisor]) =>
      decimal(number(text))
        .div(decimal(number(asked(divisor, 'divisor'))))
        .round(18)
        .toFixed(),
    'divisor',
  ),
  over: textual((text, [quantity]) => perUnit(number(text), number(asked(quantity, 'quantity'))), 'quantity'),
  times: textual(
    (text, [factor]) =>
      decimal(number(text))
        .times(decimal(number(asked(factor, 'factor'))))
        .toFixed(),
    'factor',
  ),
  total: { args: [], convert: (value) => totalOf([value].flat()) },
  total_times: { args: ['factors'], convert: (value, [factors]) => sumOfProducts(value, factors) },
  rounded: textual(
    (text, [places]) =>
      decimal(number(text))
        .round(Number(wholeNumber(asked(places, 'places'))))
        .toFixed(),
    'places',
  ),
  nonzero: textual((text) => (decimal(number(text)).eq(decimal('0')) ? undefined : number(text))),
  whole: textual((text) => wholeNumber(text)),
  count: { args: [], convert: (value) => String([value].flat().length) },
  // Time
  instant: typed(instantUtc),
  epoch_seconds: typed(epochSeconds),
  epoch_millis: typed(epochMillis),
  epoch_micros: typed(epochMicros),
  odata_instant: typed(odataInstant),
  utc: typed(utcByAgreement),
  instant_or_utc: textual((text) =>
    read(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? instantUtc : utcByAgreement, text),
  ),
  clock: textual((text, [zone]) => read(clockIn(asked(zone, 'zone')), text), 'zone'),
  day: textual((text, [order]) => read(dayOf(orderOf(order)), text), '[order]'),
  day_in: textual((text, [zone]) => dayIn(read(instantUtc, text), asked(zone, 'zone')), 'zone'),
  midnight: textual((text, [order]) => `${read(dayOf(orderOf(order)), text)}T00:00:00.000Z`, '[order]'),
  under_account: textual((text, _args, { account, source }) => `${account ?? source}:${text}`),
  account: { args: [], convert: (_value, _args, { account }) => account },
  match: textual((text, [pattern]) => {
    const found = new RegExp(asked(pattern, 'pattern')).exec(text);
    return found?.[1] ?? found?.[0];
  }, 'pattern'),
  month_end: textual((text) =>
    read(
      instantUtc,
      `${new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).toISOString().slice(0, 10)}T00:00:00Z`,
    ),
  ),
  at_time: textual(
    (text, [time]) =>
      `${read(dayOf('YMD'), text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'))}T${colons(asked(time, 'time'))}`,
    'time',
  ),
  seconds: textual((text) => String(Math.floor(Date.parse(read(instantUtc, text)) / 1_000))),
  received: { args: [], convert: (_value, _args, { receivedAt }) => receivedAt },
  compact_day: textual((text) => read(dayOf('YMD'), text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'))),
  // Words
  word: textual((text, [table], { words }) => wordOf(text, table, words), 'table'),
  part_of: textual((text, [table], { words }) => {
    const found = Object.entries(words[asked(table, 'table')] ?? {}).find(([part]) => text.includes(part));
    return found?.[1];
  }, 'table'),
  word_or: textual(
    (text, [table, other], { words }) => lookUp(text, table, words) ?? other,
    'table',
    'other',
  ),
  least_of: {
    args: ['table'],
    convert: (value, [table], { words }) =>
      leastOf([value].flat().map(textOf), words[asked(table, 'table')] ?? {}),
  },
  status: textual((text, [table], { words }) => lookUp(text, table, words) ?? unmapped, 'table'),
  country: textual((text) => countryCode(text)),
  upper: textual((text) => text.toUpperCase()),
  lower: textual((text) => text.toLowerCase()),
  flag: { args: [], convert: (value) => read(flag, value) },
  there: { args: [], convert: () => true },
  starts: textual((text, [start]) => text.startsWith(asked(start, 'start')), 'start'),
  equals: textual((text, [other]) => text === (other === undefined ? '' : textOf(other)), 'other'),
  one_of: { args: ['…'], convert: (value, others) => others.some((each) => each === value) },
  against: textual((text, [comparator, target]) => verdict(text, comparator, target), 'comparator', 'target'),
  // Elsewhere in the payload
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
    args: ['path'],
    convert: (value, [path]) => [value].flat().flatMap((each) => within(each, asked(path, 'path')) ?? []),
  },
  greatest: { args: [], convert: (value) => greatestOf([value].flat().map(textOf)) },
  member: { args: ['name'], convert: (value, [name]) => memberOf(value, asked(name, 'name')) },
  // Ids and texts
  currency_of_shop: textual((_text, _args, { shop }) => shop?.currency),
  marketplace_of_shop: textual((_text, _args, { shop }) => shop?.marketplace),
  of_shop: textual((text, _args, { shop, source }) => `${shop?.shop ?? source}:${text}`),
  of_source: textual((text, _args, { source }) => `${source}:${text}`),
  hash: textual((text) => hash('sha256', text.trim().toLowerCase(), 'hex')),
  start: textual((text, [length]) => text.slice(0, Number(wholeNumber(asked(length, 'length')))), 'length'),
  prefixed: textual((text, [before]) => `${asked(before, 'before')}${text}`, 'before'),
  after: textual((text, [sign]) => text.slice(text.lastIndexOf(asked(sign, 'sign')) + 1), 'sign'),
  before: textual((text, [sign]) => text.split(asked(sign, 'sign'))[0], 'sign'),
  join: {
    args: ['…'],
    convert: (value, others) =>
      [value, ...others]
        .flat()
        .map((each) => textOf(each ?? ''))
        .filter(Boolean)
        .join(':'),
  },
  split: textual(
    (text, [sign]) =>
      text
        .split(asked(sign, 'sign'))
        .map((part) => part.trim())
        .filter(Boolean),
    'sign',
  ),
  list: { args: [], convert: (value) => [value].flat() },
};

function textOf(value: Payload): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  throw new EntrepotError('PAYLOAD_INVALID', 'A text or number was expected, not an object or a list.', {
    asked: JSON.stringify(value).slice(0, 200),
    fix: 'Lead the path to the value itself.',
  });
}

function asked(value: Payload | undefined, name: string): string {
  if (value !== undefined) return textOf(value);
  throw new EntrepotError('PAYLOAD_INVALID', `The converter’s ${name} is not there.`, {
    asked: name,
    fix: 'Lead the argument’s path to a value, or write a text.',
  });
}

function read<T>(schema: z.ZodType<T>, value: Payload): T {
  try {
    return schema.parse(value);
  } catch (error) {
    const issue = error instanceof ZodError ? error.issues[0]?.message : undefined;
    if (issue === undefined) throw error;
    throw new EntrepotError('PAYLOAD_INVALID', `«${JSON.stringify(value).slice(0, 100)}» ${issue}.`, {
      asked: JSON.stringify(value).slice(0, 200),
      fix: 'Choose the converter for the form in which the source writes it.',
    });
  }
}

function wholeNumber(text: string): string {
  const whole = decimal(number(text));
  if (whole.eq(whole.round(0))) return whole.toFixed(0);
  throw new EntrepotError('PAYLOAD_INVALID', `«${text}» is not a whole number.`, {
    asked: text,
    fix: 'Map it onto a quantity.',
  });
}

/** `071356` and `0713` as `07:13:56` and `07:13`; what has its colons stays. */
const colons = (time: string) =>
  time.replace(
    /^(\d{2})(\d{2})(\d{2})?$/,
    (_all, h: string, m: string, s?: string) => `${h}:${m}:${s ?? '00'}`,
  );

/** The members of an object as a list, each with its name. */
function entriesOf(value: Payload): Payload[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, held]) => ({ name, value: held }));
}

/** Of several words the one with the lowest rank, such as the least advanced state; words without a rank come first. */
function leastOf(texts: readonly string[], ranks: Readonly<Record<string, string>>): string | undefined {
  const rank = (text: string) => Number(Object.hasOwn(ranks, text) ? ranks[text] : 0);
  return texts.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** The value at names with dots between them. */
function within(value: Payload, path: string): Payload | undefined {
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

/** Of two lists of equal length the sum of the products, pair by pair. */
function sumOfProducts(value: Payload, factors: Payload | undefined): string {
  const [prices, quantities] = [[value].flat(), [factors ?? []].flat()];
  if (prices.length !== quantities.length) {
    throw new EntrepotError('PAYLOAD_INVALID', 'The lists are not equally long.', {
      asked: `${prices.length} and ${quantities.length}`,
      fix: 'Lead both paths to a member that every element has.',
    });
  }
  const products = prices.map((price, at) =>
    decimal(number(textOf(price)))
      .times(decimal(number(textOf(quantities[at]!))))
      .toFixed(),
  );
  return sum(['0', ...products]);
}

/** Whether a value is as good as its target asks; undefined where there is no target. */
function verdict(
  text: string,
  comparator: Payload | undefined,
  target: Payload | undefined,
): string | undefined {
  if (target === undefined || target === null || comparator === undefined) return undefined;
  const [value, wanted] = [decimal(number(text)), decimal(number(textOf(target)))];
  const order = value.cmp(wanted);
  const met: Readonly<Record<string, boolean>> = {
    ...{ '<': order < 0, '<=': order <= 0, '=': order === 0, '>=': order >= 0, '>': order > 0 },
  };
  const holds = met[textOf(comparator)];
  return holds === undefined ? undefined : holds ? 'good' : 'at_risk';
}

function orderOf(order: Payload | undefined): 'YMD' | 'DMY' | 'MDY' {
  if (order === 'DMY' || order === 'MDY') return order;
  return 'YMD';
}

function lookUp(
  text: string,
  table: Payload | undefined,
  words: ConverterContext['words'],
): string | undefined {
  const entries = words[asked(table, 'table')] ?? {};
  return Object.hasOwn(entries, text) ? entries[text] : undefined;
}

function wordOf(text: string, table: Payload | undefined, words: ConverterContext['words']): string {
  const found = lookUp(text, table, words);
  if (found !== undefined) return found;
  throw new EntrepotError('PAYLOAD_INVALID', `«${text}» is not in the table ${asked(table, 'table')}.`, {
    asked: text,
    available: Object.keys(words[asked(table, 'table')] ?? {}),
    fix: 'Add the word to the table.',
  });
}

function totalOf(values: readonly Payload[]): string {
  return values.length === 0 ? '0' : sum(values.map((each) => number(textOf(each))));
}
