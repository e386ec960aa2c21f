import { instantUtc } from '../../payload/fields.ts';
import type { Payload } from '../../payload/json.ts';
import {
  clockIn,
  compactInstant,
  dayIn,
  dayOf,
  epochMicros,
  epochMillis,
  epochSeconds,
  monthFirst,
  odataInstant,
  odataTime,
  utcByAgreement,
} from '../../payload/times.ts';
import { asked, type Converter, read, textual, typed } from './kit.ts';

/** Instants and days. */
export const times: Readonly<Record<string, Converter>> = {
  instant: typed(instantUtc),
  epoch_seconds: typed(epochSeconds),
  epoch_millis: typed(epochMillis),
  epoch_micros: typed(epochMicros),
  odata_instant: typed(odataInstant),
  odata_time: typed(odataTime),
  odata_day: textual((text) =>
    text.startsWith('/') ? read(odataInstant, text).slice(0, 10) : read(dayOf('YMD'), text),
  ),
  dotted_day: textual((text) => read(dayOf(/^\d{2}\./.test(text) ? 'DMY' : 'YMD'), text)),
  month_first: typed(monthFirst),
  compact_instant: typed(compactInstant),
  utc: typed(utcByAgreement),
  instant_or_utc: textual((text) =>
    read(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? instantUtc : utcByAgreement, text),
  ),
  clock: textual((text, [zone]) => read(clockIn(asked(zone, 'zone')), text), 'zone'),
  day: textual((text, [order]) => read(dayOf(orderOf(order)), text), '[order]'),
  day_in: textual((text, [zone]) => dayIn(read(instantUtc, text), asked(zone, 'zone')), 'zone'),
  midnight: textual((text, [order]) => `${read(dayOf(orderOf(order)), text)}T00:00:00.000Z`, '[order]'),
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
};

function orderOf(order: Payload | undefined): 'YMD' | 'DMY' | 'MDY' {
  if (order === 'DMY' || order === 'MDY') return order;
  return 'YMD';
}

/** `071356` and `0713` as `07:13:56` and `07:13`; what has its colons stays. */
const colons = (time: string) =>
  time.replace(
    /^(\d{2})(\d{2})(\d{2})?$/,
    (_all, h: string, m: string, s?: string) => `${h}:${m}:${s ?? '00'}`,
  );
