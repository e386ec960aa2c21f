import { z } from 'zod';

/**
 * The vocabulary of contracts. Each field names, in `lowersTo`, the ClickHouse type it becomes; everything else
 * (lengths, patterns, ranges) is plain JSON Schema, so the same line checks an event at the edge and in the engine.
 *
 * Decimals and ids travel as text: JSON numbers lose digits beyond 2^53 and cannot hold 0.10.
 */
const decimalText = (digits: number, scale: number) =>
  z
    .string()
    .regex(new RegExp(`^-?\\d{1,${digits - scale}}(\\.\\d{1,${scale}})?$`))
    .meta({ lowersTo: `Decimal(${digits}, ${scale})` });

/** Any identifier, kept as text whatever the source's type was. */
export const id = () => z.string().min(1).max(200).meta({ lowersTo: 'String' });

/** Free text. */
export const text = (maxLength = 10_000) => z.string().max(maxLength).meta({ lowersTo: 'String' });

/** A word from a small set that the platform does not fix (a carrier, a reason, a plan). */
export const word = () => z.string().min(1).max(200).meta({ lowersTo: 'LowCardinality(String)' });

/** One of a fixed set of words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words).meta({ lowersTo: 'LowCardinality(String)' });

/** What stands in the place of a word that no table knows: kept, counted and told, never guessed. */
export const unmapped = 'unmapped';

/** A state of something, in the platform's words, or «unmapped»; the source's own word belongs in a field beside it. */
export const statusOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  oneOf([...words, unmapped]);

/** ISO 3166-1 alpha-2 country, upper case. */
export const country = () =>
  z
    .string()
    .regex(/^[A-Z]{2}$/)
    .meta({ lowersTo: 'LowCardinality(String)' });

/** ISO 4217 currency, upper case. */
export const currency = () =>
  z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ lowersTo: 'LowCardinality(String)' });

/** An amount in major units with at most six decimals, and its currency. */
export const money = () =>
  z.object({ amount: decimalText(38, 6), currency: currency() }).meta({ lowersTo: 'Money' });

/** A quantity of goods, at most four decimals. */
export const quantity = () => decimalText(18, 4);

/** A physical measure or score, at most six decimals. */
export const decimal = () => decimalText(18, 6);

/** An exchange rate: units of quote currency for one unit of base currency. */
export const rate = () => decimalText(38, 18);

/** An instant, ISO 8601 in UTC with up to milliseconds: `2026-03-01T09:30:00.123Z`. */
export const instant = () =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/)
    .meta({ lowersTo: "DateTime64(3, 'UTC')", format: 'date-time' });

/** A calendar day, `2026-03-01`, in the zone that the contract says. */
export const day = () =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .meta({ lowersTo: 'Date32', format: 'date' });

/** A month (`2026-03`), quarter (`2026-Q3`) or year (`2026`). */
export const period = () =>
  z
    .string()
    .regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/)
    .meta({ lowersTo: 'LowCardinality(String)' });

/** JSON of any shape, as text: what is in it is between its writer and its reader. */
export const json = () => text(20_000);

const whole = (max: number, type: string) => z.int().min(0).max(max).meta({ lowersTo: type });

/** A small whole number, 0 to 65,535. */
export const smallCount = () => whole(65_535, 'UInt16');
/** A whole number, 0 to 4,294,967,295. */
export const count = () => whole(4_294_967_295, 'UInt32');
/** A whole number, 0 to 2^53 - 1. */
export const bigCount = () => whole(Number.MAX_SAFE_INTEGER, 'UInt64');

export const flag = () => z.boolean().meta({ lowersTo: 'Bool' });

/** Words in no particular order. */
export const words = () => z.array(word()).max(1_000);
/** Identifiers in no particular order. */
export const ids = () => z.array(id()).max(10_000);

/** The same field where a source may not know it: absent or null. */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullish();
