import type { Measure, MetricModel, TimeColumn } from '../catalogue/catalogue.ts';
import type { CurrencyChoice, Filter, Grain, Viewer } from '../query.ts';
import type { Period, ResolvedTime } from '../time/period.ts';
import { earlier, type Shift } from '../time/shift.ts';
import { type Accumulation, widened } from './accumulation.ts';
import type { Bind } from './binder.ts';

/** What is the same for every part of a statement. */
export type Plan = {
  bind: Bind;
  viewer: Viewer;
  time: ResolvedTime;
  grain: Grain | undefined;
  dimensions: readonly string[];
  where: Filter | undefined;
  variants: readonly Variant[];
  /** Only the best values of a dimension. */
  top: PlanTop | undefined;
  currency: Required<Pick<CurrencyChoice, 'mode' | 'rate'>> & { code: string };
  /** Today's date in the zone, whose rates apply to figures that have no time. */
  today: string;
};

/** A dimension of which only some values stand; the statement that names them gives one array. */
export type PlanTop = { dimension: string; values: string; others: boolean };

/** What becomes of every measure: its figure, those of compared periods, each of them added up. */
export type Variant = {
  /** What the columns of a metric end with; '' for the metric itself. */
  suffix: string;
  period: Period;
  /** Set for a compared period. */
  shift: Shift | undefined;
  /** Of a compared one: the place of the figure it is compared with, and what stands before `_delta` and `_ratio`. */
  change: { from: number; stem: string } | undefined;
  accumulation: Accumulation | undefined;
};

/** The variants a question asks for: the plain figure first, each followed by what it is compared with. */
export function variantsOf(
  { current, compared, zone }: ResolvedTime,
  accumulations: readonly Accumulation[],
): Variant[] {
  return [undefined, ...accumulations].flatMap((accumulation, place) => {
    const wide = (period: Period) => (accumulation ? widened(period, accumulation, zone) : period);
    const name = accumulation?.suffix ?? '';
    const period = wide(current);
    return [
      { suffix: name, period, shift: undefined, change: undefined, accumulation },
      ...compared.map(({ shift, suffix, stem, to, from }) => ({
        suffix: `${name}${suffix}`,
        period: accumulation ? { from: earlier(period.from, shift, zone), to } : { from, to },
        shift,
        change: { from: place * (compared.length + 1), stem: `${name}${stem}` },
        accumulation,
      })),
    ];
  });
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
