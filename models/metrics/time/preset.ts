import type { TimePreset } from '../query.ts';
import type { Calendar } from './calendar/calendar.ts';
import { clockOf, type DayNumber, dayOfClock } from './calendar/day-number.ts';
import { startOf, unitsBefore } from './calendar/start-of.ts';
import type { Period } from './period.ts';
import type { Shift } from './shift.ts';
import { instantOf, localTime } from './zone.ts';

/** The moment a question is asked at, and how time is counted there. */
export type Clock = { now: number; zone: string; calendar: Calendar };

const units = {
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  fiscal_year: 'fiscal_year',
} as const;

export function presetPeriod(preset: TimePreset, { now, zone, calendar }: Clock): Period {
  const today = dayOfClock(localTime(now, zone));
  const at = (day: DayNumber) => instantOf(clockOf(day), zone);
  const since = (day: DayNumber) => ({ from: at(day), to: now + 1 });
  const between = (from: DayNumber, to: DayNumber) => ({ from: at(from), to: at(to) });
  if (preset === 'today') return since(today);
  if (preset === 'yesterday') return between(today - 1, today);
  if (preset === 'last_12_months') {
    const month = startOf('month', today, calendar);
    return between(unitsBefore('month', month, 12, calendar), month);
  }
  const days = /^last_(\d+)_days$/.exec(preset);
  if (days) return since(today - Number(days[1]) + 1);
  const unit = units[preset.replace(/^last_|_to_date$/g, '') as keyof typeof units];
  const start = startOf(unit, today, calendar);
  return preset.startsWith('last_') ? between(unitsBefore(unit, start, 1, calendar), start) : since(start);
}

const days = (amount: number): Shift => ({ unit: 'day', amount });
const months = (amount: number): Shift => ({ unit: 'month', amount });

/** How far the period before a preset's lies, though the preset's may not be over yet. */
export const presetShifts: Readonly<Record<TimePreset, Shift>> = {
  ...{
    today: days(1),
    yesterday: days(1),
    last_7_days: days(7),
    last_28_days: days(28),
    last_90_days: days(90),
  },
  ...{ week_to_date: days(7), last_week: days(7), month_to_date: months(1), last_month: months(1) },
  ...{ quarter_to_date: months(3), last_quarter: months(3), year_to_date: months(12), last_year: months(12) },
  ...{ last_12_months: months(12), fiscal_year_to_date: months(12) },
};
