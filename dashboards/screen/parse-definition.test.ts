import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { messages } from '../text/messages.ts';
import { parseDefinition } from './parse-definition.ts';

const panel = {
  id: 'a',
  panel: 'counter',
  slot: 'hero',
  title: 'panel.salesToday',
  metrics: ['gross_sales'],
};
const screen = {
  id: 'test',
  title: { en: 'Test', zh: '测试' },
  currency: 'EUR',
  layouts: [
    { name: 'wide', canvas: [1920, 1080], slots: { hero: [0, 0, 800, 300], side: [800, 0, 800, 300] } },
  ],
  panels: [panel],
};
const refusal = (change: Record<string, unknown>) => {
  try {
    parseDefinition({ ...screen, ...change });
  } catch (thrown) {
    const error = thrown as Error & { code: string; fix: string };
    return `${error.code} ${error.message} ${error.fix}`;
  }
  return 'accepted';
};

describe('parseDefinition', () => {
  it('fills in what a definition may leave out', () => {
    expect(parseDefinition(screen)).toMatchObject({
      language: 'en',
      timeZone: 'UTC',
      rise: 'auto',
      quietHour: 4,
      panels: [
        { id: 'a', dimensions: [], time: { preset: 'TODAY' }, every: 10, compare: undefined, options: {} },
      ],
    });
  });

  it.each([
    ['a currency that is none', { currency: 'euro' }, 'currency is "euro". Write an ISO 4217 code'],
    ['an unknown zone', { timeZone: 'Mars/Olympus' }, 'timeZone «Mars/Olympus» is not known'],
    ['an unknown language', { language: 'fr' }, 'language is "fr". Use one of: en, zh, es, pt.'],
    [
      'an unknown panel kind',
      { panels: [{ ...panel, panel: 'gauge' }] },
      'panels[0].panel is "gauge". Use one of: counter',
    ],
    [
      'a slot no layout has',
      { panels: [{ ...panel, slot: 'attic' }] },
      '«attic» is in no layout. Slots: hero, side.',
    ],
    ['a counter of nothing', { panels: [{ ...panel, metrics: [] }] }, 'panels[0].metrics is empty'],
    ['one slot for two panels', { panels: [panel, { ...panel, id: 'b' }] }, 'use the slot «hero» twice'],
    ['one id for two panels', { panels: [panel, { ...panel, slot: 'side' }] }, 'use the id «a» twice'],
    ['a title without English', { title: { zh: '测试' } }, 'title.en is missing'],
    ['no layout at all', { layouts: [] }, 'has no layout'],
    [
      'a slot beyond the canvas',
      { layouts: [{ name: 'x', canvas: [100, 100], slots: { hero: [50, 0, 60, 10] } }] },
      'layouts[0].slots.hero [50,0,60,10] does not lie on the canvas',
    ],
  ])('refuses %s, naming place and remedy', (_, change, words) => {
    expect(refusal(change)).toContain('INPUT_INVALID');
    expect(refusal(change)).toContain(words);
  });

  it('reads the screens that ship, whose titles all exist', async () => {
    const file = new URL('../screens/group-overview.json', import.meta.url);
    const shipped = parseDefinition(JSON.parse(await readFile(file, 'utf8')));
    for (const title of [shipped.title, ...shipped.panels.map(({ title }) => title)]) {
      if (typeof title === 'string') expect(Object.keys(messages.en)).toContain(title);
    }
  });
});
