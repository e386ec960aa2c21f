import type { Measure, MetricModel, Rollup } from '../catalogue/catalogue.ts';
import type { Filter } from '../query.ts';
import { policyColumns } from '../rollup/policy-columns.ts';
import { stateColumn, whyNotKept } from '../rollup/state-column.ts';
import { offsetsAreMultiples } from '../time/zone-steps.ts';
import type { Branch, Plan } from './plan.ts';
import type { RollupState } from './rollup-use.ts';
import { byMarketplace, zoneOf } from './time-column.ts';

/** More stale partitions than this are not worth reading beside a rollup. */
const mostStale = 40;
const minute = 60_000;

/**
 * Why a rollup cannot give a measure's figures exactly as the model would, in words; undefined where it can. What a
 * question needs are the state of the aggregate, every column it is grouped, filtered, joined or converted by, those the
 * row policy looks at, and stretches of time that no bound, zone or shift cuts through.
 */
export function whyUnfit(
  rollup: Rollup,
  measure: Measure,
  branch: Branch,
  plan: Plan,
  state: RollupState | undefined,
): string | undefined {
  const { columns } = rollup.model;
  if (state === undefined || columns.size === 0) return 'it is not built yet';
  const never = whyNotKept(measure);
  if (never !== undefined) return never;
  if (!columns.has(stateColumn(measure.aggregate))) return 'it does not keep this aggregate';
  const missing = columnsNeeded(measure, plan).find(({ column }) => !columns.has(column));
  if (missing !== undefined) return `it has no «${missing.column}»${missing.why}`;
  const time = whyTimeUnfit(rollup, branch, plan);
  if (time !== undefined) return time;
  if (state.stale.length > mostStale)
    return `${state.stale.length} of its partitions are older than the model's`;
  return state.rows < state.rowsOfModel ? undefined : 'it has as many rows as the model itself';
}

type Needed = { column: string; why: string };

function columnsNeeded({ model, currency, time }: Measure, plan: Plan): Needed[] {
  const names = [
    ...plan.dimensions,
    ...filterDimensions(plan.where),
    ...(plan.top ? [plan.top.dimension] : []),
    ...(currency && plan.currency.mode === 'functional' ? ['functional_currency'] : []),
    ...(time && byMarketplace(time.kind, plan) ? [model.localDay?.column ?? zoneOf(model)!.name] : []),
  ];
  const rateDay = currency && (model.day ?? (time?.kind === 'day' ? time.column : undefined));
  return [
    ...names.map((name) => neededFor(name, model, currency)),
    ...(currency ? [{ column: currency, why: ', the currency of the amounts' }] : []),
    ...(rateDay ? [{ column: rateDay, why: ', the day of the exchange rates' }] : []),
    ...policyColumns(model.rows, model.columns.keys()).map((column) => ({
      column,
      why: ', which the row policy looks at',
    })),
  ];
}

function neededFor(name: string, model: MetricModel, currency: string | undefined): Needed {
  if (name === 'currency' && currency !== undefined) return { column: currency, why: '' };
  const dimension = model.dimensions.get(name);
  if (!dimension?.via) return { column: dimension?.column ?? name, why: '' };
  return { column: dimension.via.column, why: `, by which «${name}» is joined` };
}

function filterDimensions(filter: Filter | undefined): string[] {
  if (filter === undefined) return [];
  if ('and' in filter) return filter.and.flatMap(filterDimensions);
  if ('or' in filter) return filter.or.flatMap(filterDimensions);
  return 'not' in filter ? filterDimensions(filter.not) : [filter.dimension];
}

function whyTimeUnfit({ time: kept }: Rollup, branch: Branch, plan: Plan): string | undefined {
  const { time, period, alignment } = branch;
  if (time?.column !== kept?.of)
    return `it is kept by ${kept?.of ?? 'no time'}, not by ${time?.column ?? 'none'}`;
  if (kept === undefined || kept.column.kind === 'day') return undefined;
  const cuts = `cut through its stretches of ${kept.minutes} minutes`;
  if (byMarketplace('instant', plan)) {
    // Which zones there are is known by the rows only; all in use are a multiple of a quarter of an hour off.
    const isKept = branch.model.localDay?.of === time?.column;
    return isKept || kept.minutes === 15 ? undefined : `days of marketplaces may ${cuts}`;
  }
  const stretch = kept.minutes * minute;
  const inside = wholeStretches(period, stretch);
  if (inside.from >= inside.to) return `the time asked for holds no whole stretch of ${kept.minutes} minutes`;
  // Without a grain nothing depends on what the zone's clocks show, nor on where a shift would put a row.
  if (plan.grain === undefined && branch.accumulation === undefined) return undefined;
  const { zone, current } = plan.time;
  if (!offsetsAreMultiples(kept.minutes, zone, period.from, Math.max(period.to, current.to))) {
    return `clocks in ${zone} ${cuts}`;
  }
  const shift = alignment?.shift;
  if (shift?.unit === 'millisecond' && shift.amount % stretch !== 0) {
    return `the shift of the comparison would ${cuts}`;
  }
  return undefined;
}

/** The part of a period that whole stretches fill. */
export function wholeStretches({ from, to }: { from: number; to: number }, stretch: number) {
  return { from: Math.ceil(from / stretch) * stretch, to: Math.floor(to / stretch) * stretch };
}
