import { EntrepotError } from '#errors';
import { decimal } from '#warehouse';
import { unmapped } from '../../../contracts/fields.ts';
import { countryCode } from '../../payload/countries.ts';
import { flag } from '../../payload/fields.ts';
import type { Payload } from '../../payload/json.ts';
import { asked, type Converter, type ConverterContext, number, read, textOf, textual } from './kit.ts';

/** Words of tables, and conditions. */
export const wordsAndConditions: Readonly<Record<string, Converter>> = {
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
};

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

/** Of several words the one with the lowest rank, such as the least advanced state; words without a rank come first. */
function leastOf(texts: readonly string[], ranks: Readonly<Record<string, string>>): string | undefined {
  const rank = (text: string) => Number(Object.hasOwn(ranks, text) ? ranks[text] : 0);
  return texts.toSorted((a, b) => rank(a) - rank(b))[0];
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
