import type { RetailCalendar } from './retail.ts';

export const weekStarts = ['monday', 'sunday'] as const;

/** How a company counts what the common calendar leaves open. */
export type Calendar = {
  weekStart: (typeof weekStarts)[number];
  /** Month, 1 to 12, on whose first day a fiscal year begins. */
  fiscalStart: number;
  retail: RetailCalendar;
};

/** What a question says otherwise. */
export type CalendarChoice = Partial<Omit<Calendar, 'retail'>> & { retail?: Partial<RetailCalendar> };

/** Weeks as ISO counts them, the fiscal year of the calendar, retail years as the National Retail Federation has them. */
export const commonCalendar: Calendar = {
  weekStart: 'monday',
  fiscalStart: 1,
  retail: { pattern: '4-5-4', ends: 'nearest', weekday: 'saturday', month: 1 },
};

export function calendarOf(company: Calendar, asked: CalendarChoice = {}): Calendar {
  return { ...company, ...asked, retail: { ...company.retail, ...asked.retail } };
}
