import { ZodError, type z } from 'zod';
import { EntrepotError } from '#errors';
import { decimal } from '#warehouse';
import { amount } from '../../payload/fields.ts';
import type { Payload } from '../../payload/json.ts';
import type { Shop } from '../../shops.ts';

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

export type Arguments = readonly (Payload | undefined)[];
export type Converter = {
  /** Names of its arguments; those in brackets may be left out. */
  args: readonly string[];
  convert(value: Payload, args: Arguments, context: ConverterContext): Payload | undefined;
};

export const number = (text: string) => read(amount, text);
export const textual = (
  convert: (text: string, args: Arguments, context: ConverterContext) => Payload | undefined,
  ...args: string[]
): Converter => ({
  args,
  convert: (value, given, context) => convert(textOf(value), given, context),
});
export const typed = (schema: z.ZodType<string>): Converter => textual((text) => read(schema, text));

export function textOf(value: Payload): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  throw new EntrepotError('PAYLOAD_INVALID', 'A text or number was expected, not an object or a list.', {
    asked: JSON.stringify(value).slice(0, 200),
    fix: 'Lead the path to the value itself.',
  });
}

export function asked(value: Payload | undefined, name: string): string {
  if (value !== undefined) return textOf(value);
  throw new EntrepotError('PAYLOAD_INVALID', `The converter’s ${name} is not there.`, {
    asked: name,
    fix: 'Lead the argument’s path to a value, or write a text.',
  });
}

export function read<T>(schema: z.ZodType<T>, value: Payload): T {
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

export function wholeNumber(text: string): string {
  const whole = decimal(number(text));
  if (whole.eq(whole.round(0))) return whole.toFixed(0);
  throw new EntrepotError('PAYLOAD_INVALID', `«${text}» is not a whole number.`, {
    asked: text,
    fix: 'Map it onto a quantity.',
  });
}
