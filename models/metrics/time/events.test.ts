import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSeed } from '../../engine/project/seed-file.ts';
import { eventsOf } from './events.ts';

const file = join(import.meta.dirname, '../../seeds/dim_event.csv');
const events = eventsOf(readSeed('dim_event', file, readFileSync(file, 'utf8')).seed);
const day = 86_400_000;
const weekday = (text: string) => new Date(text).getUTCDay();

/** The day of a calendar of Intl's, as month and day. */
function dateIn(calendar: string, text: string): string {
  const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, {
    ...{ timeZone: 'UTC', month: 'numeric', day: 'numeric' },
  });
  const parts = Object.fromEntries(
    format.formatToParts(Date.parse(text)).map(({ type, value }) => [type, value]),
  );
  return `${parts.month}-${parts.day}`;
}

describe('the events of the seed', () => {
  it('have one edition a year, in order, none before it began', () => {
    for (const [event, editions] of events) {
      expect(editions.length, event).toBeGreaterThanOrEqual(15);
      for (const [index, { from, to }] of editions.entries()) {
        expect(from <= to, `${event} ${from}`).toBe(true);
        const before = editions[index - 1];
        if (!before) continue;
        const apart = (Date.parse(from) - Date.parse(before.from)) / day;
        expect(apart >= 340 && apart <= 390, `${event} ${from}`).toBe(true);
      }
    }
  });

  it.each([
    ['lunar_new_year', 'chinese', '1-1'],
    ['mid_autumn', 'chinese', '8-15'],
    ['ramadan', 'islamic-umalqura', '9-1'],
    ['eid_al_fitr', 'islamic-umalqura', '10-1'],
    ['eid_al_adha', 'islamic-umalqura', '12-10'],
  ])('%s begins where the %s calendar has %s', (event, calendar, date) => {
    for (const { from } of events.get(event)!) expect(dateIn(calendar, from), from).toBe(date);
  });

  it('Black Friday is the day after the fourth Thursday of November', () => {
    for (const { from } of events.get('black_friday')!) {
      expect(weekday(from)).toBe(5);
      expect(Number(from.slice(8)) - 1).toBeGreaterThanOrEqual(22);
      expect(Number(from.slice(8)) - 1).toBeLessThanOrEqual(28);
      expect(from.slice(5, 7)).toBe('11');
    }
  });

  it('agrees with published days', () => {
    const from = (event: string, edition: string) =>
      events.get(event)!.find((each) => each.edition === edition)!.from;
    expect(from('easter', '2025')).toBe('2025-04-18');
    expect(from('easter', '2026')).toBe('2026-04-03');
    expect(from('lunar_new_year', '2026')).toBe('2026-02-17');
    expect(from('eid_al_fitr', '1446')).toBe('2025-03-30');
    expect(from('mothers_day', '2026')).toBe('2026-05-10');
  });
});
