import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { calendarShape } from '../time/calendar/calendar-shape.ts';
import { metricFile } from './definition.ts';
import { labelFile } from './labels.ts';

const directory = join(import.meta.dirname, '..');

it.each([
  ['metrics', '.', metricFile],
  ['labels', 'labels', labelFile],
  ['calendar', 'settings', calendarShape],
])('editors complete and check %s by what the platform reads', async (name, folder, shape) => {
  const schema = `${JSON.stringify(z.toJSONSchema(shape, { io: 'input' }), undefined, 2)}\n`;
  await expect(schema).toMatchFileSnapshot(`../generated/${name}.schema.json`);
  const files = (await readdir(join(directory, folder))).filter((file) => file.endsWith('.yml'));
  expect(files.length).toBeGreaterThan(0);
  const steps = folder === '.' ? 'generated' : '../generated';
  for (const file of files) {
    const [first] = (await readFile(join(directory, folder, file), 'utf8')).split('\n');
    expect(first, file).toBe(`# yaml-language-server: $schema=${steps}/${name}.schema.json`);
  }
});
