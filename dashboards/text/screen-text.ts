import { createFormats, createI18n, type Formats, type Language, type Translate } from '#client';
import type { ScreenDefinition, Text } from '../screen/definition.ts';
import { type MessageKey, messages } from './messages.ts';

/** Everything a panel needs to write a figure, a name or a sentence in the screen's language. */
export type ScreenText = {
  language: Language;
  currency: string;
  t: Translate<MessageKey>;
  formats: Formats;
  /** A title of the definition. */
  label(text: Text): string;
  /** A figure by its unit. */
  figure(value: Figure, unit: string | undefined, options?: FigureOptions): string;
  /** A member of a dimension: `amazon` → Amazon, `BR` → Brazil. */
  member(dimension: string, value: string): string;
  /** An age as a badge shows it: `4 s`, `12 min`. */
  age(seconds: number): string;
  /** Hour and minute in the screen's zone. */
  clock(at: number): { time: string; date: string };
};

export type Figure = string | number | null | undefined;
export type FigureOptions = {
  /** For narrow places: `$1.23M`. */
  brief?: boolean;
  /** Without cents, also below a thousand: where amounts of all sizes stand under each other. */
  whole?: boolean;
  currency?: string | undefined;
};

const absent = '–';

/** Writes figures, names and sentences for one screen. Locales are fixed at creation; Intl objects are reused. */
export function createScreenText(
  definition: Pick<ScreenDefinition, 'language' | 'currency' | 'timeZone'>,
): ScreenText {
  const { language, currency, timeZone } = definition;
  const t = createI18n<MessageKey>(language, messages);
  const formats = createFormats(language, timeZone);
  const wholeMoney = moneyWriters(language, currency, { maximumFractionDigits: 0 });
  const fineMoney = moneyWriters(language, currency, { maximumFractionDigits: 2 });
  const briefMoney = moneyWriters(language, currency, {
    notation: 'compact',
    minimumSignificantDigits: 3,
    maximumSignificantDigits: 3,
  });
  const briefNumber = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });
  const time = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const date = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  });

  return {
    language,
    currency,
    t,
    formats,
    label: (text) => (typeof text === 'string' ? t(text as MessageKey) : (text[language] ?? text.en)),
    figure(value, unit, { brief = false, whole = false, currency: own = currency } = {}) {
      if (value === null || value === undefined || value === '') return absent;
      if (isMoney(unit)) {
        const size = Math.abs(Number(value));
        const fine = !whole && size < 1_000 && size % 1 !== 0;
        const write = brief && size >= 10_000 ? briefMoney : fine ? fineMoney : wholeMoney;
        return write(own).format(value as Intl.StringNumericLiteral);
      }
      if (isRatio(unit)) return formats.percent(value);
      if (brief && Math.abs(Number(value)) >= 1_000_000) return briefNumber.format(Number(value));
      return formats.number(value, { digits: unit === 'ratio' ? 2 : 0 });
    },
    member: (dimension, value) => memberName(t, formats, dimension, value),
    age: (seconds) => ageText(t, seconds),
    clock: (at) => ({ time: time.format(at), date: date.format(at) }),
  };
}

/** Whether a metric's unit is an amount of money. */
export function isMoney(unit: string | undefined): boolean {
  return unit === 'money';
}

/** Whether a metric's unit is a part of a whole, 0.25 being a quarter. */
export function isRatio(unit: string | undefined): boolean {
  return unit === 'percent';
}

/** The screen's own currency needs no country before its sign; in all others «MX$» must not pass for dollars. */
function moneyWriters(language: string, home: string, options: Intl.NumberFormatOptions) {
  const writers = new Map<string, Intl.NumberFormat>();
  return (currency: string): Intl.NumberFormat => {
    const known = writers.get(currency);
    if (known) return known;
    const currencyDisplay = currency === home ? 'narrowSymbol' : 'symbol';
    const style = { style: 'currency', currency, currencyDisplay, ...options } as const;
    const made = new Intl.NumberFormat(language, style);
    writers.set(currency, made);
    return made;
  };
}

function memberName(t: Translate<MessageKey>, formats: Formats, dimension: string, value: string): string {
  if (dimension === 'country') return formats.countryName(value);
  const key = `${dimension}.${value}`;
  const name = t(key as MessageKey);
  return name === key ? spelledOut(value) : name;
}

/** `amazon_us_2` → `Amazon US 2`: a code nobody has translated still reads as words. */
export function spelledOut(code: string): string {
  if (!/^[a-z0-9_]+$/.test(code)) return code;
  return code
    .split('_')
    .map((word) => (word.length <= 2 ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}

function ageText(t: Translate<MessageKey>, seconds: number): string {
  if (seconds < 90) return t('age.seconds', { value: Math.max(0, Math.floor(seconds)) });
  if (seconds < 5_400) return t('age.minutes', { value: Math.floor(seconds / 60) });
  if (seconds < 129_600) return t('age.hours', { value: Math.floor(seconds / 3_600) });
  return t('age.days', { value: Math.floor(seconds / 86_400) });
}
