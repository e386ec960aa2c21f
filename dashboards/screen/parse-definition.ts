import { ClientError, type Language, languages } from '#client';
import {
  type Box,
  type Layout,
  type Order,
  type PanelDefinition,
  panelKinds,
  type ScreenDefinition,
  type Text,
} from './definition.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Kinds whose figures come from metrics, and therefore name at least one. */
const metricKinds: readonly string[] = ['counter', 'trend', 'ranking', 'map', 'table'];

/**
 * Checks a screen definition as a person wrote it and fills in what it may leave out.
 *
 * @throws ClientError INPUT_INVALID naming the place (`panels[2].slot`), what stands there and what may stand there
 */
export function parseDefinition(input: unknown): ScreenDefinition {
  const at = 'screen';
  const fields = object(input, at);
  const layouts = list(fields.layouts, `${at}.layouts`).map((layout, index) =>
    parseLayout(layout, `layouts[${index}]`),
  );
  if (layouts.length === 0)
    throw invalid('layouts', 'has no layout', 'Add a layout with a canvas and slots.');
  const slots = new Set(layouts.flatMap((layout) => Object.keys(layout.slots)));
  const panels = list(fields.panels, `${at}.panels`).map((panel, index) =>
    parsePanel(panel, `panels[${index}]`, slots),
  );
  refuseTwice(panels, 'id');
  refuseTwice(panels, 'slot');
  return {
    id: text(fields.id, 'id'),
    title: label(fields.title, 'title'),
    subtitle: fields.subtitle === undefined ? undefined : label(fields.subtitle, 'subtitle'),
    language: oneOf<Language>(fields.language ?? 'en', 'language', languages),
    currency: currency(fields.currency),
    timeZone: timeZone(fields.timeZone ?? 'UTC'),
    rise: oneOf(fields.rise ?? 'auto', 'rise', ['auto', 'red', 'green']),
    quietHour: number(fields.quietHour ?? 4, 'quietHour', 0, 23),
    layouts,
    panels,
  };
}

function parseLayout(input: unknown, at: string): Layout {
  const fields = object(input, at);
  const canvas = numbers(fields.canvas, `${at}.canvas`, 2, 'width, height') as [number, number];
  const slots = Object.entries(object(fields.slots, `${at}.slots`)).map(([name, value]) => {
    const place = `${at}.slots.${name}`;
    const box = numbers(value, place, 4, 'x, y, width, height') as unknown as Box;
    const [x, y, width, height] = box;
    if (width <= 0 || height <= 0 || x + width > canvas[0] || y + height > canvas[1]) {
      throw invalid(
        place,
        `[${box}] does not lie on the canvas`,
        `Keep it within ${canvas[0]} × ${canvas[1]}.`,
      );
    }
    return [name, box] as const;
  });
  return { name: text(fields.name, `${at}.name`), canvas, slots: Object.fromEntries(slots) };
}

function parsePanel(input: unknown, at: string, slots: ReadonlySet<string>): PanelDefinition {
  const fields = object(input, at);
  const panel = oneOf(fields.panel, `${at}.panel`, panelKinds);
  const slot = text(fields.slot, `${at}.slot`);
  if (!slots.has(slot))
    throw invalid(`${at}.slot`, `«${slot}» is in no layout`, `Slots: ${[...slots].join(', ')}.`);
  const metrics = list(fields.metrics ?? [], `${at}.metrics`).map((name, i) =>
    text(name, `${at}.metrics[${i}]`),
  );
  if (metricKinds.includes(panel) && metrics.length === 0) {
    throw invalid(`${at}.metrics`, `is empty, but a ${panel} shows metrics`, 'Name at least one metric.');
  }
  return {
    id: text(fields.id, `${at}.id`),
    panel,
    slot,
    title: label(fields.title, `${at}.title`),
    metrics,
    dimensions: list(fields.dimensions ?? [], `${at}.dimensions`).map((name, i) =>
      text(name, `${at}.dimensions[${i}]`),
    ),
    time: object(fields.time ?? { preset: 'TODAY' }, `${at}.time`) as PanelDefinition['time'],
    compare: fields.compare === undefined ? undefined : text(fields.compare, `${at}.compare`),
    where: fields.where === undefined ? undefined : object(fields.where, `${at}.where`),
    orderBy: list(fields.orderBy ?? [], `${at}.orderBy`).map((order, i) =>
      parseOrder(order, `${at}.orderBy[${i}]`),
    ),
    limit: fields.limit === undefined ? undefined : number(fields.limit, `${at}.limit`, 1, 1_000),
    every: number(fields.every ?? 10, `${at}.every`, 1, 604_800),
    options: object(fields.options ?? {}, `${at}.options`) as PanelDefinition['options'],
  };
}

function parseOrder(input: unknown, at: string): Order {
  const fields = object(input, at);
  const direction = oneOf(fields.direction ?? 'DESC', `${at}.direction`, ['ASC', 'DESC'] as const);
  return { field: text(fields.field, `${at}.field`), direction };
}

function invalid(at: string, problem: string, fix: string): ClientError {
  return new ClientError('INPUT_INVALID', `Screen definition: ${at} ${problem}.`, { fix });
}

function object(value: unknown, at: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw invalid(at, `is ${shown(value)}, not an object`, 'Write { … }.');
}

function list(value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(at, `is ${shown(value)}, not a list`, 'Write [ … ].');
}

function text(value: unknown, at: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw invalid(at, `is ${shown(value)}, not a text`, 'Write a text in quotes.');
}

function number(value: unknown, at: string, least: number, most: number): number {
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw invalid(at, `is ${shown(value)}`, `Write a number from ${least} to ${most}.`);
}

function numbers(value: unknown, at: string, length: number, names: string): number[] {
  const items = list(value, at);
  if (items.length === length && items.every((item) => typeof item === 'number' && item >= 0)) {
    return items as number[];
  }
  throw invalid(at, `is ${shown(value)}`, `Write [${names}] as numbers.`);
}

function oneOf<Choice extends string>(value: unknown, at: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw invalid(at, `is ${shown(value)}`, `Use one of: ${choices.join(', ')}.`);
}

function label(value: unknown, at: string): Text {
  if (typeof value === 'string' && value !== '') return value;
  const texts = object(value, at);
  text(texts.en, `${at}.en`);
  return texts as Text;
}

function currency(value: unknown): string {
  if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) return value;
  throw invalid('currency', `is ${shown(value)}`, 'Write an ISO 4217 code such as USD.');
}

function timeZone(value: unknown): string {
  const zone = text(value, 'timeZone');
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw invalid('timeZone', `«${zone}» is not known`, 'Write an IANA name such as Asia/Shanghai.');
  }
}

function refuseTwice(panels: readonly PanelDefinition[], field: 'id' | 'slot'): void {
  const seen = new Set<string>();
  for (const panel of panels) {
    if (seen.has(panel[field])) {
      throw invalid(
        'panels',
        `use the ${field} «${panel[field]}» twice`,
        `Give each panel a ${field} of its own.`,
      );
    }
    seen.add(panel[field]);
  }
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
