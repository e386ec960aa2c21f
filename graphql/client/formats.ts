export type Formats = {
  /** An amount, e.g. `€1,234.50`; compact: `€1.2M`; digits: how many after the point. Decimal text is formatted exactly, never through a float. */
  money(amount: Amount, currency: string, options?: { compact?: boolean; digits?: number }): string;
  number(value: Amount, options?: { compact?: boolean; digits?: number }): string;
  /** A ratio: 0.254 → `25.4 %` as the language writes it. */
  percent(ratio: Amount, options?: { digits?: number; signed?: boolean }): string;
  date(value: Moment): string;
  time(value: Moment): string;
  dateTime(value: Moment): string;
  /** How long ago, e.g. `3 minutes ago`; `now` in epoch milliseconds. */
  relativeAge(value: Moment, now: number): string;
  /** Name of an ISO 3166 country; unknown codes come back as they are. */
  countryName(code: string): string;
};

export type Amount = string | number | null | undefined;
export type Moment = string | number | Date | null | undefined;

/** What stands where there is no value. */
const absent = '–';

/** Numbers, money, dates and names as a language writes them. `timeZone` defaults to the reader's own. */
export function createFormats(language: string, timeZone?: string): Formats {
  const zone = timeZone ? { timeZone } : {};
  const numbers = memoized((key) => new Intl.NumberFormat(language, JSON.parse(key)));
  const format = (value: Amount, options: Intl.NumberFormatOptions) =>
    value === null || value === undefined || value === ''
      ? absent
      : // Text keeps every digit: Intl formats decimal strings exactly.
        numbers(JSON.stringify(options)).format(value as Intl.StringNumericLiteral);
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', ...zone });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium', ...zone });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const calendarDay = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const age = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const countries = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  const instant = (value: Moment, with_: Intl.DateTimeFormat) => {
    const at = momentOf(value);
    return at === undefined ? absent : with_.format(at);
  };
  return {
    money: (amount, currency, { compact = false, digits } = {}) =>
      format(amount, {
        style: 'currency',
        currency,
        ...(compact ? { notation: 'compact', maximumFractionDigits: digits ?? 1 } : {}),
        ...(digits !== undefined && !compact
          ? { minimumFractionDigits: digits, maximumFractionDigits: digits }
          : {}),
      }),
    number: (value, { compact = false, digits } = {}) =>
      format(value, {
        ...(compact ? { notation: 'compact', maximumFractionDigits: digits ?? 1 } : {}),
        ...(digits === undefined ? {} : { maximumFractionDigits: digits }),
      }),
    percent: (ratio, { digits = 1, signed = false } = {}) =>
      format(ratio, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        ...(signed ? { signDisplay: 'exceptZero' } : {}),
      }),
    // A calendar day names no instant: shifting it to the reader's zone would show its neighbour.
    date: (value) => instant(value, isCalendarDay(value) ? calendarDay : date),
    time: (value) => instant(value, time),
    dateTime: (value) => instant(value, dateTime),
    relativeAge: (value, now) => {
      const at = momentOf(value);
      return at === undefined ? absent : describeAge(age, (at - now) / 1_000);
    },
    countryName: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
  };
}

const ageUnits: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

function describeAge(format: Intl.RelativeTimeFormat, seconds: number): string {
  const [unit, size] = ageUnits.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return format.format(Math.trunc(seconds / size) || 0, unit);
}

function isCalendarDay(value: Moment): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function momentOf(value: Moment): number | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** Intl objects cost about 50 µs each to make and a wall screen formats hundreds of figures a second. */
function memoized<Value>(make: (key: string) => Value): (key: string) => Value {
  const made = new Map<string, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    return value;
  };
}
