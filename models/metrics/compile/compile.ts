import { EntrepotError, nearest } from '#errors';
import type { Parameters } from '#warehouse';
import type { Catalogue, Metric } from '../catalogue/catalogue.ts';
import { checkMetricQuery } from '../check-query.ts';
import type { MetricQuery, Viewer } from '../query.ts';
import { type ResolvedTime, resolveTime } from '../time/period.ts';
import { accumulationOf, refuseAccumulatedLevels } from './accumulation.ts';
import { createBinder } from './binder.ts';
import { dayOf } from './bucket.ts';
import { type CompiledColumn, columnsOf } from './columns.ts';
import { requireFillable } from './fill.ts';
import { daysOf, type Plan, variantsOf } from './plan.ts';
import { refuseTimeless, refuseUnplaced, requireDimension } from './refusals.ts';
import type { RollupDecision, RollupPlan, RollupStates } from './rollup-use.ts';
import { statementSql } from './statement.ts';
import { subtotalsOf } from './subtotals.ts';
import { topOf } from './top.ts';

export type { CompiledColumn } from './columns.ts';

export type CompileOptions = {
  now: Date;
  /** Currency of the company's reports. */
  reportingCurrency: string;
  /** What is known of the rollups; without it none is used. */
  rollups?: RollupStates;
};

/** A question as statements, and what is needed to read their answers. */
export type CompiledQuery = {
  sql: string;
  /** The same without groups; only where totals were asked for. */
  totalsSql?: string;
  /** The same by fewer columns. */
  subtotals: readonly { by: readonly string[]; sql: string; columns: readonly CompiledColumn[] }[];
  parameters: Parameters;
  columns: readonly CompiledColumn[];
  limit: number;
  /** Models whose figures are in the answer. */
  models: readonly string[];
  time: ResolvedTime;
  currency: Plan['currency'];
  /** Row policies compiled in, by model, as written. */
  policies: Readonly<Record<string, string>>;
  /** Where each figure is answered from, and why; nothing where no model has rollups. */
  rollups: readonly RollupDecision[];
};

const mostRows = 50_000;

/**
 * Compiles a question for a viewer. Everything that cannot be answered as asked is refused here, with what could be
 * asked instead; nothing of the question becomes SQL text but names the catalogue knows.
 */
export function compileMetricQuery(
  catalogue: Catalogue,
  asked: MetricQuery,
  viewer: Viewer,
  options: CompileOptions,
): CompiledQuery {
  const query = checkMetricQuery(asked);
  const metrics = metricsOf(catalogue, query);
  const dimensions = dimensionsOf(query, metrics);
  const { bind, parameters } = createBinder();
  const time = resolveTime(query.time, query, options.now, catalogue);
  refuseTimeless(metrics, query);
  refuseUnplaced(metrics, query);
  const cumulative = query.cumulative ?? [];
  refuseAccumulatedLevels(metrics, cumulative);
  const variants = variantsOf(time, [
    ...new Map(cumulative.map(accumulationOf).map((asked) => [asked.suffix, asked])).values(),
  ]);
  const limit = limitOf(query);
  const decisions: RollupDecision[] = [];
  const rollups = (part: string) => rollupsFor(part, catalogue, query, options, decisions);
  const open: Plan = {
    ...{ bind, viewer, time, dimensions, where: query.where, variants, ...grainOf(query, time) },
    days: daysOf(variants, time),
    top: undefined,
    currency: currencyOf(query, options.reportingCurrency),
    today: dayOf(options.now.getTime(), time.zone),
    rollups: rollups('answer'),
  };
  const ranking = query.top && metricsOf(catalogue, { metrics: [query.top.by] });
  const ranked = { ...open, rollups: rollups('top') };
  const plan: Plan = { ...open, top: query.top && topOf(query.top, ranking!, ranked) };
  const columns = columnsOf(open, metrics);
  for (const { field } of query.orderBy ?? []) requireColumn(field, columns);
  const { orderBy, having, fill } = query;
  if (fill) requireFillable(plan, mostRows);
  const sql = statementSql(metrics, plan, { orderBy, limit, having, fill });
  const whole: Plan = { ...open, grain: undefined, dimensions: [], rollups: rollups('totals') };
  const totals = query.totals ? { totalsSql: statementSql(metrics, whole, { orderBy: [], limit }) } : {};
  const subtotals = subtotalsOf(query, metrics, { ...plan, rollups: rollups('subtotals') }, limit);
  const models = [...new Set(metrics.flatMap((metric) => metric.models))];
  return {
    ...{ sql, ...totals, subtotals, parameters, columns, limit, models, time, currency: plan.currency },
    rollups: decisions,
    policies: Object.fromEntries(
      models.flatMap((name) => {
        const rows = catalogue.models.get(name)?.rows;
        return rows === undefined ? [] : [[name, rows]];
      }),
    ),
  };
}

function rollupsFor(
  part: string,
  catalogue: Catalogue,
  query: MetricQuery,
  options: CompileOptions,
  decisions: RollupDecision[],
): RollupPlan | undefined {
  if (options.rollups === undefined || query.rollups === 'off') return undefined;
  const decide = (decision: RollupDecision) => void decisions.push(decision);
  return { part, of: catalogue.rollups, states: options.rollups, decide };
}

function metricsOf(catalogue: Catalogue, query: Pick<MetricQuery, 'metrics'>): Metric[] {
  if (query.metrics.length === 0) {
    throw new EntrepotError('QUERY_INVALID', 'The question names no metric.', {
      available: [...catalogue.metrics.keys()],
      fix: 'Name at least one metric.',
    });
  }
  return [...new Set(query.metrics)].map((name) => {
    const metric = catalogue.metrics.get(name);
    if (metric) return metric;
    const waits = catalogue.waiting.includes(name);
    throw new EntrepotError(
      'METRIC_UNKNOWN',
      waits ? `The model of «${name}» is not built yet.` : `There is no metric «${name}».`,
      {
        asked: name,
        available: nearest(name, catalogue.metrics.keys(), 8),
        fix: waits ? 'Ask again when the first build has ended.' : 'Use one of the names listed.',
      },
    );
  });
}

function dimensionsOf(query: MetricQuery, metrics: readonly Metric[]): string[] {
  const names = [...new Set(query.dimensions ?? [])];
  for (const name of names) requireDimension(name, metrics);
  return names;
}

/** Days of a campaign are days, shown by their number. */
function grainOf(
  { time: { grain } }: MetricQuery,
  { campaign }: ResolvedTime,
): Pick<Plan, 'grain' | 'dayOne'> {
  if (grain !== 'campaign_day') return { grain, dayOne: undefined };
  if (campaign) return { grain: 'day', dayOne: campaign.from };
  throw new EntrepotError(
    'QUERY_INVALID',
    'The question is not about a campaign, so its days have no number.',
    {
      asked: grain,
      fix: 'Give «time.campaign», or ask by «day».',
    },
  );
}

function currencyOf(query: MetricQuery, reporting: string): Plan['currency'] {
  const { mode, code, rate } = query.currency ?? { mode: 'reporting' };
  if (code !== undefined && (mode !== 'reporting' || !/^[A-Z]{3}$/.test(code))) {
    throw new EntrepotError('QUERY_INVALID', `The currency «${code}» cannot be shown so.`, {
      asked: code,
      fix: 'Give a three-letter code such as EUR, with the mode «reporting».',
    });
  }
  return { mode, code: code ?? reporting, rate: rate ?? 'spot' };
}

function limitOf({ limit = 1_000 }: MetricQuery): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostRows) return limit;
  throw new EntrepotError('QUERY_INVALID', `${limit} is no limit.`, {
    asked: String(limit),
    fix: `Give a whole number from 1 to ${mostRows}; for more, take the Arrow export.`,
  });
}

function requireColumn(field: string, columns: readonly CompiledColumn[]): void {
  if (columns.some(({ name }) => name === field)) return;
  throw new EntrepotError('QUERY_INVALID', `The answer has no column «${field}» to order by.`, {
    asked: field,
    available: columns.map(({ name }) => name),
    fix: 'Order by a column of the answer.',
  });
}
