import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commonCalendar } from '../time/calendar/calendar.ts';
import { calendarFile, readCalendar } from './company-calendar.ts';
import { readCatalogue } from './load-catalogue.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calendar-'));
  await mkdir(join(folder, 'settings'));
  await mkdir(join(folder, 'labels'));
});

afterEach(() => rm(folder, { recursive: true }));

const write = (text: string) => writeFile(join(folder, calendarFile), text);

describe('readCalendar', () => {
  it('is the common one where nothing is said', async () => {
    expect(await readCalendar(folder)).toEqual([commonCalendar]);
    await write('# nothing yet\n');
    expect(await readCalendar(folder)).toEqual([commonCalendar]);
  });

  it('changes what the file says, and nothing else', async () => {
    await write('fiscalStart: 4\nretail: {pattern: 4-4-5}\n');
    const retail = { ...commonCalendar.retail, pattern: '4-4-5' };
    expect(await readCalendar(folder)).toEqual([{ ...commonCalendar, fiscalStart: 4, retail }]);
  });

  it('is the one that ships', async () => {
    const [shipped] = await readCalendar(join(import.meta.dirname, '..'));
    expect(shipped).toEqual(commonCalendar);
  });

  it.each(['fiscalStart: 13', 'retail: {pattern: 4-4-4}', 'weekStart: friday', 'fiscal: 4', '- monday'])(
    'refuses %s and goes on with the common one',
    async (text) => {
      await write(text);
      const { catalogue, problems } = await readCatalogue(folder, { models: new Map() }, new Map());
      expect(problems).toMatchObject([{ code: 'METRIC_INVALID', fix: expect.any(String) }]);
      expect(problems[0]!.at).toContain(calendarFile);
      expect(catalogue.calendar).toEqual(commonCalendar);
    },
  );
});
