import type { Measure, MetricModel, TimeColumn } from '../catalogue/catalogue.ts';
import type { CurrencyChoice, Filter, Grain, Viewer } from '../query.ts';
import type { Period, ResolvedTime } from '../time/period.ts';
import type { Shift } from '../time/shift.ts';
import type { Bind } from './binder.ts';

/** What is the same for every part of a statement. */
export type Plan = {
  bind: Bind;
  viewer: Viewer;
  time: ResolvedTime;
  grain: Grain | undefined;
  dimensions: readonly string[];
  where: Filter | undefined;
  currency: Required<Pick<CurrencyChoice, 'mode' | 'rate'>> & { code: string };
  /** Today's date in the zone, whose rates apply to figures that have no time. */
  today: string;
};

/** Measures that one pass over one model answers: the same rows, the same currency, one period. */
export type Branch = {
  model: MetricModel;
  time: TimeColumn | undefined;
  currency: string | undefined;
  isLast: boolean;
  measures: readonly Measure[];
  period: Period;
  /** Set for the compared period. */
  shift: Shift | undefined;
};

/** Groups measures into branches, for the period asked for and the one compared with. */
export function branchesOf(measures: readonly Measure[], time: ResolvedTime): Branch[] {
  const groups = Map.groupBy(measures, ({ model, time: column, currency, function: called, id }) =>
    JSON.stringify([model.name, column?.column, currency, called === 'last' ? id : '']),
  );
  const periods = [
    { period: time.current, shift: undefined },
    ...(time.previous ? [{ period: time.previous, shift: time.previous.shift }] : []),
  ];
  return [...groups.values()].flatMap((members) => {
    const { model, time: column, currency, function: called } = members[0]!;
    return periods.map((period) => ({
      ...{ model, time: column, currency, isLast: called === 'last', measures: members },
      ...period,
    }));
  });
}
