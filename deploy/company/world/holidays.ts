import { dayLength, dayOf, weekday, yearOf } from '../days.ts';

/** Lunar new year and the end of Ramadan, by year. */
const lunarNewYear = [
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
];
const eidAlFitr = [
  '2023-04-21',
  '2024-04-10',
  '2025-03-30',
  '2026-03-20',
  '2027-03-09',
  '2028-02-26',
  '2029-02-14',
  '2030-02-04',
];

type Season = { first: number; last: number; factor: number };

/** The n-th given weekday of a month (0 is Monday); n = -1 is the last. */
function nthWeekday(year: number, month: number, day: number, n: number): number {
  const first = Math.floor(Date.UTC(year, month - 1, 1) / dayLength);
  const next = Math.floor(Date.UTC(year, month, 1) / dayLength);
  if (n > 0) return first + ((day - weekday(first) + 7) % 7) + 7 * (n - 1);
  return next - 1 - ((weekday(next - 1) - day + 7) % 7);
}

function seasonsOf(country: string, year: number): Season[] {
  const on = (monthDay: string, factor: number, before = 0, after = 0): Season => {
    const day = dayOf(`${year}-${monthDay}`);
    return { first: day - before, last: day + after, factor };
  };
  const seasons: Season[] = [
    on('12-20', 0.8, 0, 4),
    on('12-12', 1.35, 8, 6),
    on('12-25', 0.55),
    on('01-01', 0.7),
  ];
  const blackFriday = nthWeekday(year, 11, 3, 4) + 1;
  const western = ['US', 'CA', 'GB', 'DE', 'FR', 'IT', 'ES', 'PL', 'BR', 'MX', 'CL', 'AU'].includes(country);
  if (western) {
    seasons.push(
      { first: blackFriday - 5, last: blackFriday - 1, factor: 1.3 },
      { first: blackFriday, last: blackFriday, factor: 2.1 },
      { first: blackFriday + 1, last: blackFriday + 3, factor: 1.65 },
      on('02-14', 1.15, 7),
    );
  }
  const prime = nthWeekday(year, 7, 1, 2);
  if (!['BR', 'CL', 'MY', 'TH', 'SG'].includes(country)) {
    seasons.push(
      { first: prime, last: prime + 1, factor: 1.7 },
      { first: prime - 4, last: prime - 1, factor: 0.9 },
    );
  }
  if (['SG', 'MY', 'TH'].includes(country)) {
    for (const date of ['06-06', '09-09', '10-10', '11-11', '12-12']) seasons.push(on(date, 2));
  }
  if (['SG', 'MY'].includes(country)) {
    for (const date of [...lunarNewYear, ...eidAlFitr]) {
      if (date.startsWith(String(year))) {
        seasons.push(
          { first: dayOf(date) - 14, last: dayOf(date) - 2, factor: 1.25 },
          { first: dayOf(date) - 1, last: dayOf(date) + 2, factor: 0.6 },
        );
      }
    }
  }
  if (country === 'US') {
    seasons.push(
      { first: blackFriday - 1, last: blackFriday - 1, factor: 1.25 },
      { first: nthWeekday(year, 5, 0, -1) - 2, last: nthWeekday(year, 5, 0, -1), factor: 1.2 },
      on('07-04', 0.8),
    );
  }
  if (country === 'MX') {
    const goodEnd = nthWeekday(year, 11, 0, 3);
    seasons.push({ first: goodEnd - 3, last: goodEnd, factor: 1.9 });
  }
  if (country === 'CL') {
    const cyberDay = nthWeekday(year, 10, 0, 1);
    seasons.push({ first: cyberDay, last: cyberDay + 2, factor: 2 }, on('09-18', 0.7, 0, 1));
  }
  if (country === 'BR') seasons.push(on('06-12', 1.25, 7), on('09-15', 1.3, 1, 2));
  if (country === 'JP') seasons.push(on('05-03', 0.85, 0, 3), on('12-31', 1.2, 3, 1), on('03-04', 1.3, 0, 6));
  if (country === 'DE' || country === 'PL') seasons.push(on('12-06', 1.2, 6), on('10-03', 0.85));
  if (country === 'GB') seasons.push(on('12-26', 1.3, 0, 1));
  if (country === 'AU') seasons.push(on('06-30', 1.2, 9));
  return seasons;
}

const factors = new Map<string, Map<number, number>>();

/** What holidays and sales events make of a country's demand on a day; 1 is an ordinary day. */
export function holidayFactor(country: string, day: number): number {
  const year = yearOf(day);
  const key = `${country}${year}`;
  let days = factors.get(key);
  if (!days) {
    days = new Map();
    for (const { first, last, factor } of seasonsOf(country, year)) {
      for (let at = first; at <= last; at++) days.set(at, (days.get(at) ?? 1) * factor);
    }
    factors.set(key, days);
  }
  return days.get(day) ?? 1;
}
