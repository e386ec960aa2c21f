import { CsvError, parse } from 'csv-parse/sync';
import { EntrepotError, messageOf } from '#errors';
import type { Model, SeedContent } from './model.ts';
import { word } from './value-list.ts';

/**
 * Reads a seed: a CSV with a line of column names. A column holds whole numbers, decimals or days only where every
 * value is one written without leading zeros; everything else is text. An empty field is '' in text, else null.
 */
export function readSeed(name: string, file: string, text: string): Model {
  const [names, ...rows] = parseCsv(file, text);
  const wrong = names?.find((column) => !word.test(column));
  if (names === undefined || wrong !== undefined) {
    throw new EntrepotError('MODEL_INVALID', `«${wrong ?? ''}» is not a column name.`, {
      at: `${file}:1`,
      asked: wrong,
      fix: 'Start the file with a line of column names: letters, digits and underscores.',
    });
  }
  const twice = names.find((column, index) => names.indexOf(column) < index);
  if (twice !== undefined) {
    throw new EntrepotError('MODEL_INVALID', `Two columns are called «${twice}».`, {
      at: `${file}:1`,
      asked: twice,
      fix: 'Give one of them another name in the first line.',
    });
  }
  return {
    ...{ name, file, text, kind: 'seed', firstLine: 1, description: '', sql: '' },
    ...{ headers: {}, headerPlaces: {}, by: undefined },
    ...{ time: undefined, per: [], reads: new Map(), order: [], grain: [], checks: [], warn: [] },
    ...{ expose: undefined, rows: undefined, mask: [], owner: undefined, seed: contentOf(names, rows) },
  };
}

function parseCsv(file: string, text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true }) as string[][];
  } catch (cause) {
    throw new EntrepotError('MODEL_INVALID', `The seed is not valid CSV: ${messageOf(cause)}`, {
      at: `${file}:${cause instanceof CsvError ? cause.lines : 1}`,
      fix: 'Give every line as many fields as the first; quote fields that hold commas.',
      cause,
    });
  }
}

function contentOf(names: readonly string[], rows: readonly string[][]): SeedContent {
  const types = names.map((_, index) => typeOf(rows.map((row) => row[index] ?? '')));
  return {
    columns: names.map((name, index) => ({ name, type: types[index]! })),
    rows: rows.map((row) =>
      types.map((type, index) => (row[index] === '' && type !== 'String' ? null : row[index]!)),
    ),
  };
}

function typeOf(values: readonly string[]): string {
  const given = values.filter((value) => value !== '');
  if (given.length === 0) return 'String';
  const all = (pattern: RegExp) => given.every((value) => pattern.test(value));
  const bare = [
    [/^(0|-?[1-9]\d{0,17})$/, 'Int64'],
    [/^-?(0|[1-9]\d{0,19})(\.\d{1,18})?$/, 'Decimal(38, 18)'],
    [/^\d{4}-\d{2}-\d{2}$/, 'Date'],
  ] as const;
  const type = bare.find(([pattern]) => all(pattern))?.[1] ?? 'String';
  return type === 'String' || given.length === values.length ? type : `Nullable(${type})`;
}
