import { EntrepotError } from '#errors';
import { dayLength, dayOf } from '../days.ts';
import type { Plan } from '../simulation/plan.ts';
import { beginning } from '../simulation/simulation.ts';
import type { Checkpoint } from './checkpoint.ts';

/** What a person may choose; everything has a default. */
export type CompanySettings = {
  seed?: number;
  /** 600 by default, up to 10,000. */
  skus?: number;
  /** First and last day of history, `2025-01-31`; two years up to now by default. */
  from?: string;
  until?: string;
  /** Live events a second, or as many as Kafka takes. */
  rate?: number | 'max';
  /** Orders a day in history; fewer than there were. */
  ordersPerDay?: number;
  /** Units sold a day. */
  unitsPerDay?: number;
};

/** Orders a day where each is told; the company's true size. */
const naturalOrdersPerDay = 2_880;
/** Events that an order brings while live. */
export const eventsPerOrder = 13;
/** Orders a second beyond which no broker on two cores follows. */
const greatestOrdersPerSecond = 2_000;
/** The last days of history are told like the days to come, so that today has a last week to be compared with. */
const denseDays = 8;

/** A new company, or the one that is there already; a company never changes its seed, size or past. */
export function settle(asked: CompanySettings, found: Checkpoint | undefined, now: number): Checkpoint {
  if (found) return goOn(asked, found, now);
  const end = asked.until === undefined ? now : Math.min(now, (dayOf(asked.until) + 1) * dayLength);
  const endDay = Math.floor(end / dayLength);
  const firstDay = asked.from === undefined ? endDay - 730 : dayOf(asked.from);
  if (!(firstDay < endDay)) {
    throw new EntrepotError('CONFIG_INVALID', 'The history of the company ends before it begins.', {
      asked: `from ${asked.from} until ${asked.until ?? 'now'}`,
      fix: 'Give dates like 2025-01-31, the first before the last.',
    });
  }
  const plan: Plan = {
    firstDay,
    historyOrdersPerDay: asked.ordersPerDay ?? 30,
    denseDay: Math.max(firstDay, endDay - denseDays),
    denseOrdersPerDay: naturalOrdersPerDay,
    rates: asked.rate === undefined ? [] : [{ from: end, factor: factorOf(asked.rate) }],
    gaps: [{ from: beginning(firstDay), to: end, detailFrom: end - dayLength }],
  };
  const settings = {
    seed: asked.seed ?? 1,
    skus: asked.skus ?? 600,
    suppliers: 40,
    firstDay,
    unitsPerDay: asked.unitsPerDay ?? 6_000,
  };
  return { settings, plan, cursor: beginning(firstDay) };
}

/** How many times the natural number of orders a rate asks for. */
function factorOf(rate: number | 'max'): number {
  const perSecond =
    rate === 'max' ? greatestOrdersPerSecond : Math.min(greatestOrdersPerSecond, rate / eventsPerOrder);
  return (perSecond * 86_400) / naturalOrdersPerDay;
}

function goOn(asked: CompanySettings, found: Checkpoint, now: number): Checkpoint {
  const { settings, plan, cursor } = found;
  const from = asked.from === undefined ? undefined : dayOf(asked.from);
  for (const [name, wanted, is] of [
    ['seed', asked.seed, settings.seed],
    ['skus', asked.skus, settings.skus],
    ['from', from, settings.firstDay],
    ['units-per-day', asked.unitsPerDay, settings.unitsPerDay],
    ['orders-per-day', asked.ordersPerDay, plan.historyOrdersPerDay],
  ] as const) {
    if (wanted === undefined || wanted === is) continue;
    throw new EntrepotError(
      'CONFIG_INVALID',
      `The company in this data folder was begun with another --${name}.`,
      {
        asked: String(wanted),
        available: [String(is)],
        fix: 'Leave the option out, or begin a new company: npx entrepot reset',
      },
    );
  }
  // What has been told stays as it was: another rate holds from now on.
  const factor = asked.rate === undefined ? 1 : factorOf(asked.rate);
  const same = factor === (plan.rates.at(-1)?.factor ?? 1);
  const rates = same ? plan.rates : [...plan.rates, { from: Math.max(now, cursor), factor }];
  const historyEnd = plan.gaps[0]!.to;
  const away = cursor >= historyEnd && now - cursor > 3_600_000;
  const gaps = away ? [...plan.gaps, { from: cursor, to: now, detailFrom: now - dayLength }] : plan.gaps;
  return { settings, plan: { ...plan, rates, gaps }, cursor };
}
