import {
  type CalendarChoice,
  type Grain,
  grains,
  type MetricQuery,
  retailEnds,
  retailPatterns,
  type TimePreset,
  timePresets,
  weekdays,
  weekStarts,
} from '#models';
import type { Builder } from '../builder.ts';
import { withoutNulls, wordsEnum } from './metric-query-input.ts';

type Nullable<T> = { [K in keyof T]?: T[K] | null | undefined };
type RetailInput = Nullable<NonNullable<CalendarChoice['retail']>>;
type CalendarInput = Nullable<Omit<CalendarChoice, 'retail'>> & { retail?: RetailInput | null | undefined };
type CampaignInput = { event: string; edition?: string | null | undefined };

export type TimeInput = {
  from?: string | null | undefined;
  to?: string | null | undefined;
  preset?: TimePreset | null | undefined;
  campaign?: CampaignInput | null | undefined;
  grain?: Grain | null | undefined;
  timeZone?: string | null | undefined;
  calendar?: CalendarInput | null | undefined;
};

export function addTimeInput(builder: Builder) {
  const campaign = builder.inputRef<CampaignInput>('CampaignInput').implement({
    fields: (t) => ({
      event: t.string({ required: true }),
      edition: t.string({ description: 'Else the latest that has begun.' }),
    }),
  });
  return builder.inputRef<TimeInput>('TimeInput').implement({
    description: 'Either `preset`, or `campaign`, or `from` with or without `to`.',
    fields: (t) => ({
      from: t.string({ description: 'Date or instant, included.' }),
      to: t.string({ description: 'Date or instant, excluded.' }),
      preset: t.field({ type: wordsEnum(builder, 'TimePreset', timePresets) }),
      campaign: t.field({ type: campaign, description: 'The days of a feast or campaign.' }),
      grain: t.field({ type: wordsEnum(builder, 'Grain', grains) }),
      timeZone: t.string({
        description: 'IANA name, or `marketplace`: each row on the day its own marketplace had.',
      }),
      calendar: t.field({
        type: addCalendarInput(builder),
        description: 'Where weeks and years begin, if not where the company lets them.',
      }),
    }),
  });
}

function addCalendarInput(builder: Builder) {
  const retail = builder.inputRef<RetailInput>('RetailCalendarInput').implement({
    description: 'Years of 52 or 53 whole weeks.',
    fields: (t) => ({
      pattern: t.field({
        type: patternEnum(builder),
        description: 'Weeks of the three months of a quarter.',
      }),
      ends: t.field({
        type: wordsEnum(builder, 'RetailEnd', retailEnds),
        description: 'The year ends on the last `weekday` of `month`, or on the one nearest its end.',
      }),
      weekday: t.field({ type: wordsEnum(builder, 'Weekday', weekdays) }),
      month: t.int({ description: '1 to 12.' }),
    }),
  });
  return builder.inputRef<CalendarInput>('CalendarInput').implement({
    fields: (t) => ({
      weekStart: t.field({ type: wordsEnum(builder, 'WeekStart', weekStarts) }),
      fiscalStart: t.int({ description: 'Month, 1 to 12, on whose first day a fiscal year begins.' }),
      retail: t.field({ type: retail }),
    }),
  });
}

/** `WEEKS_4_5_4` for `4-5-4`. */
function patternEnum(builder: Builder) {
  const values = retailPatterns.map((value) => [`WEEKS_${value.replaceAll('-', '_')}`, { value }] as const);
  return builder.enumType('RetailPattern', {
    values: Object.fromEntries(values) as Record<string, { value: (typeof retailPatterns)[number] }>,
  });
}

export function timeOf({ campaign, calendar, ...rest }: TimeInput): MetricQuery['time'] {
  const { retail, ...plain } = calendar ?? {};
  return {
    ...withoutNulls(rest),
    ...(campaign
      ? { campaign: { event: campaign.event, ...withoutNulls({ edition: campaign.edition }) } }
      : {}),
    ...(calendar
      ? { calendar: { ...withoutNulls(plain), ...(retail ? { retail: withoutNulls(retail) } : {}) } }
      : {}),
  };
}
