import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntrepotError, explain } from '#errors';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { analyseProject } from '../analyse/analyse-project.ts';
import { createFixtureTables, fixtureSources, writeProject } from '../history-fixture.ts';
import { readProject } from '../project/load-project.ts';
import { wrongHeaders } from './wrong-headers.ts';
import { wrongSelects } from './wrong-selects.ts';

const wrong = [...wrongHeaders, ...wrongSelects];

/** The other half of a circle; it is told once. */
const other = { 'dws/circle_two.sql': '-- kind: table\nselect sku from circle_one' };

describe('a model that is wrong', () => {
  let database: TestDatabase;
  let problems: readonly EntrepotError[];
  beforeAll(async () => {
    database = await testDatabase('wrong');
    await createFixtureTables(database.warehouse);
    const files = Object.fromEntries(wrong.map(({ file, text }) => [file, text]));
    const directory = await writeProject({ ...files, ...other });
    const read = await readProject(directory);
    const settings = { reportingCurrency: 'USD' };
    const analysed = await analyseProject(database.warehouse, read.project, {
      ...{ odsSources: fixtureSources, settings },
    });
    await rm(directory, { recursive: true });
    problems = [...read.problems, ...analysed.problems];
  });
  afterAll(() => database.drop());

  it('is told with all others at once, each once, and nothing is told of what is right', () => {
    expect(wrong.length).toBeGreaterThan(30);
    const places = problems.map(({ at }) => at?.split('/').slice(1).join('/'));
    expect(places.sort()).toEqual(wrong.map(({ file, line }) => `${file}:${line}`).sort());
  });

  it.each(wrong)('$file:$line is told at its place, with a way out', ({ file, line, told, fix }) => {
    const problem = problems.find(({ at }) => at?.endsWith(`/${file}:${line}`));
    expect(problem && explain(problem)).toMatch(told);
    expect(problem?.fix).toMatch(fix);
  });
});
