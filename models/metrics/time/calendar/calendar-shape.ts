import { z } from 'zod';
import { weekStarts } from './calendar.ts';
import { retailEnds, retailPatterns, weekdays } from './retail.ts';

/** What may be said about a calendar, in a question as in the company's settings. */
export const calendarShape = z.strictObject({
  weekStart: z.enum(weekStarts).optional(),
  fiscalStart: z.int().min(1).max(12).optional(),
  retail: z
    .strictObject({
      pattern: z.enum(retailPatterns).optional(),
      ends: z.enum(retailEnds).optional(),
      weekday: z.enum(weekdays).optional(),
      month: z.int().min(1).max(12).optional(),
    })
    .optional(),
});
