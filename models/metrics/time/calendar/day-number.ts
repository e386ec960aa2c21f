/** Days since 1970-01-01, as the engine keeps a Date. */
export type DayNumber = number;

const milliseconds = 86_400_000;

export function dayNumber(date: string): DayNumber {
  return Date.parse(date) / milliseconds;
}

/** The day a reading of a wall clock is on. */
export function dayOfClock(local: number): DayNumber {
  return Math.floor(local / milliseconds);
}

export function clockOf(day: DayNumber): number {
  return day * milliseconds;
}

/** 0 is Sunday, as in Date. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Months may lie outside of 0 to 11; days before the first of a month are those of the month before. */
export function dayOfDate(year: number, month: number, date: number): DayNumber {
  return dayOfClock(Date.UTC(year, month, date));
}
