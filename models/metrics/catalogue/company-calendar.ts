import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EntrepotError } from '#errors';
import { type Calendar, calendarOf, commonCalendar, weekStarts } from '../time/calendar/calendar.ts';
import { calendarShape } from '../time/calendar/calendar-shape.ts';
import { retailPatterns } from '../time/calendar/retail.ts';
import { parseYaml } from './definition.ts';
import { lineOfIssue } from './yaml-lines.ts';

export const calendarFile = 'settings/calendar.yml';

/** The calendar of the company whose metrics lie in a folder: the common one, but for what its file says. */
export async function readCalendar(directory: string): Promise<[Calendar]> {
  const text = await readFile(join(directory, calendarFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const read = calendarShape.safeParse(parseYaml(calendarFile, text) ?? {});
  if (read.success) return [calendarOf(commonCalendar, read.data as Partial<Calendar>)];
  throw new EntrepotError(
    'METRIC_INVALID',
    `The calendar is not as expected: ${z.prettifyError(read.error)}`,
    {
      at: `${calendarFile}:${lineOfIssue(text, read.error)}`,
      available: [
        `weekStart: ${weekStarts.join(' or ')}`,
        'fiscalStart: 1 to 12',
        `retail: {pattern: ${retailPatterns.join(' or ')}, ends: last or nearest, weekday: saturday, month: 1}`,
      ],
      fix: 'Correct what is named above.',
    },
  );
}
