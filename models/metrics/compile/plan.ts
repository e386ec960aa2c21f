import type { Measure, MetricModel, TimeColumn } from '../catalogue/catalogue.ts';
import type { CurrencyChoice, Filter, Viewer } from '../query.ts';
import type { CalendarUnit } from '../time/calendar/start-of.ts';
import type { Period, ResolvedTime } from '../time/period.ts';
import { earlier } from '../time/shift.ts';
import { type Accumulation, widened } from './accumulation.ts';
import type { Bind } from './binder.ts';
import { type Alignment, dayOf } from './bucket.ts';
import type { RollupPlan, RollupUse } from './rollup-use.ts';

/** What is the same for every part of a statement. */
export type Plan = {
  bind: Bind;
  viewer: Viewer;
  time: ResolvedTime;
  grain: 'hour' | 'day' | CalendarUnit | undefined;
  /** The first day of the campaign whose days are to be counted. */
  dayOne: string | undefined;
  /** The days that rows can fall on, those of the stretches they are added up over included. */
  days: { first: string; last: string };
  dimensions: readonly string[];
  where: Filter | undefined;
  variants: readonly Variant[];
  /** Only the best values of a dimension. */
  top: PlanTop | undefined;
  currency: Required<Pick<CurrencyChoice, 'mode' | 'rate'>> & { code: string };
  /** Today's date in the zone, whose rates apply to figures that have no time. */
  today: string;
  /** What may be answered from rollups; undefined where nothing may. */
  rollups?: RollupPlan | undefined;
};

/** A dimension of which only some values stand; the statement that names them gives one array. */
export type PlanTop = { dimension: string; values: string; others: boolean };

/** What becomes of every measure: its figure, those of compared periods, each of them added up. */
export type Variant = {
  /** What the columns of a metric end with; '' for the metric itself. */
  suffix: string;
  period: Period;
  /** Set for a compared period. */
  alignment: Alignment | undefined;
  /** Of a compared one: the place of the figure it is compared with, and what stands before `_delta` and `_ratio`. */
  change: { from: number; stem: string } | undefined;
  accumulation: Accumulation | undefined;
  /** Of a compared one: days that have no counterpart in it. */
  missing: readonly string[];
};

/** The variants a question asks for: the plain figure first, each followed by what it is compared with. */
export function variantsOf(time: ResolvedTime, accumulations: readonly Accumulation[]): Variant[] {
  const { current, compared, zone } = time;
  return [undefined, ...accumulations].flatMap((accumulation, place) => {
    const period = accumulation ? widened(accumulation, time) : current;
    const name = accumulation?.suffix ?? '';
    return [
      { suffix: name, period, alignment: undefined, change: undefined, accumulation, missing: [] },
      ...compared.map(({ shift, suffix, stem, to, from, missing }) => ({
        suffix: `${name}${suffix}`,
        period: accumulation ? { from: earlier(period.from, shift, zone), to } : { from, to },
        alignment: { shift, within: period },
        change: { from: place * (compared.length + 1), stem: `${name}${stem}` },
        ...{ accumulation, missing },
      })),
    ];
  });
}

/** The days on which rows of these variants are shown. */
export function daysOf(variants: readonly Variant[], { current, zone }: ResolvedTime): Plan['days'] {
  const from = Math.min(...variants.map(({ period, alignment }) => (alignment?.within ?? period).from));
  return { first: dayOf(from, zone), last: dayOf(current.to - 1, zone) };
}

/** Measures that one pass over one model answers: the same rows, the same currency, one variant. */
export type Branch = Variant & {
  model: MetricModel;
  time: TimeColumn | undefined;
  currency: string | undefined;
  isLast: boolean;
  measures: readonly Measure[];
  /** Which of the question's variants. */
  variant: number;
  /** The rollup that answers it, if any. */
  rollup?: RollupUse | undefined;
};

/** Groups measures into branches, one for each variant. */
export function branchesOf(measures: readonly Measure[], variants: readonly Variant[]): Branch[] {
  const groups = Map.groupBy(measures, ({ model, time: column, currency, function: called, id }) =>
    JSON.stringify([model.name, column?.column, currency, called === 'last' ? id : '']),
  );
  return [...groups.values()].flatMap((members) => {
    const { model, time: column, currency, function: called } = members[0]!;
    return variants.map((variant, index) => ({
      ...{ model, time: column, currency, isLast: called === 'last', measures: members, variant: index },
      ...variant,
    }));
  });
}
