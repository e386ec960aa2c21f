import { z } from 'zod';
import { EntrepotError } from '#errors';

/** Instants and days as sources write them, each read as ISO 8601 UTC with milliseconds, or as `YYYY-MM-DD`. */

/** Seconds since 1970, whole or with a fraction. */
export const epochSeconds = instantFrom((text) =>
  /^\d{1,11}(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1_000) : undefined,
);

/** Milliseconds since 1970. */
export const epochMillis = instantFrom((text) => (/^\d{1,14}$/.test(text) ? Number(text) : undefined));

/** Microseconds since 1970, as web analyses write them. */
export const epochMicros = instantFrom((text) =>
  /^\d{1,17}$/.test(text) ? Number(BigInt(text) / 1_000n) : undefined,
);

/** OData's `/Date(1442368786000+0000)/`: milliseconds, up to the end of the year 9999; the offset says only how to show it. */
export const odataInstant = instantFrom((text) => {
  const millis = Number(/^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text)?.[1]);
  return millis <= Date.UTC(9999, 11, 31, 23, 59, 59, 999) ? millis : undefined;
});

/** `2023-01-03 10:00:00 UTC`, `03.01.2023 10:00:00`: an instant whose zone is UTC by agreement; points stand behind days first. */
export const utcByAgreement = instantFrom((text) => {
  const ordered = text.replace(/^(\d{2})\.(\d{2})\.(\d{4})/, '$3-$2-$1');
  const bare = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?: ?UTC| ?GMT|Z)?$/.exec(ordered);
  return bare ? Date.parse(`${bare[1]}T${bare[2]}Z`) : undefined;
});

/** As OData writes instants and days in any of its versions: `/Date(…)/`, or ISO 8601, which is UTC where it has no offset. */
export const odataTime = instantFrom((text) => {
  if (isDay(text)) return Date.parse(text);
  const iso = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const read = iso ? Date.parse(`${iso[1]}${iso[2] ?? 'Z'}`) : odataInstant.safeParse(text).data;
  return typeof read === 'string' ? Date.parse(read) : read;
});

/** `20260301101010`, or the same with its signs: an instant whose zone is UTC by agreement. */
export const compactInstant = instantFrom((text) => {
  const bare = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d+)?$/.exec(text);
  if (!bare) return Date.parse(utcByAgreement.safeParse(text).data ?? '');
  const [, year, month, day, hour, minute, second] = bare;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
});

/** `3/1/2026`, `3/1/2026 2:15 pm`: month, day, year and perhaps a clock, UTC by agreement; or as {@link utcByAgreement}. */
export const monthFirst = instantFrom((text) => {
  const form = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])m)?)?$/i.exec(
    text,
  );
  if (!form) return Date.parse(utcByAgreement.safeParse(text).data ?? (isDay(text) ? text : ''));
  const [, month, day, year, hour = '0', minute = '00', second = '00', half] = form;
  const date = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour);
  return isDay(date)
    ? Date.parse(`${date}T${String(hours).padStart(2, '0')}:${minute}:${second}Z`)
    : undefined;
});

/** A wall clock's time in a zone, such as `2026-03-01 09:30:00` in `Asia/Shanghai`. */
export const clockIn = (zone: string) =>
  instantFrom((text) => {
    const bare = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/.exec(text);
    return bare ? zonedMillis(`${bare[1]}T${bare[2]}Z`, zone) : undefined;
  });

/** A day in the order given, whatever stands between its parts, or nothing: `dayOf('DMY')` reads `31-12-2026`. */
export const dayOf = (order: 'YMD' | 'DMY' | 'MDY') => {
  const pattern = (digits: string, between: string) =>
    [...order].map((part) => (part === 'Y' ? '(?<Y>\\d{4})' : `(?<${part}>\\d${digits})`)).join(between);
  const form = new RegExp(`^(?:${pattern('{1,2}', '[-/. ]')}(?:[T ].*)?)$`);
  const compact = new RegExp(`^${pattern('{2}', '')}$`);
  return z.string().transform((text, context) => {
    const { Y = '', M = '', D = '' } = (form.exec(text) ?? compact.exec(text))?.groups ?? {};
    const day = `${Y}-${M.padStart(2, '0')}-${D.padStart(2, '0')}`;
    if (isDay(day)) return day;
    context.addIssue({ code: 'custom', message: `is not a day in the order ${order}` });
    return z.NEVER;
  });
};

/** The day of an instant in a zone. */
export function dayIn(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(Date.parse(instant));
}

function isDay(text: string): boolean {
  const millis = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(text);
}

function instantFrom(read: (text: string) => number | undefined) {
  return z.string().transform((text, context) => {
    const millis = read(text.trim());
    if (millis !== undefined && Math.abs(millis) < 8.64e15) return new Date(millis).toISOString();
    context.addIssue({ code: 'custom', message: 'is not an instant of the expected form' });
    return z.NEVER;
  });
}

/** What the clock's offset is in the zone at about this time, applied twice so that the hour of a change is right. */
function zonedMillis(asIfUtc: string, zone: string): number | undefined {
  const wanted = Date.parse(asIfUtc);
  if (Number.isNaN(wanted)) return undefined;
  const first = wanted - offsetAt(wanted, zone);
  return wanted - offsetAt(first, zone);
}

function offsetAt(millis: number, zone: string): number {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', era: 'short' },
      ...{
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      },
    }).formatToParts(millis);
    const part = (type: string) => Number(parts.find((each) => each.type === type)!.value);
    const shown = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return shown - Math.floor(millis / 1_000) * 1_000;
  } catch (cause) {
    throw new EntrepotError('PAYLOAD_INVALID', `«${zone}» is not a time zone.`, {
      asked: zone,
      fix: 'Use an IANA name such as Asia/Shanghai.',
      cause,
    });
  }
}
