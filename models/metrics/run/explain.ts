import type { Catalogue } from '../catalogue/catalogue.ts';
import { type CompileOptions, compileMetricQuery } from '../compile/compile.ts';
import type { RollupDecision } from '../compile/rollup-use.ts';
import type { MetricQuery, Viewer } from '../query.ts';

/** What a question would do, without doing it. */
export type Explanation = {
  sql: string;
  totalsSql?: string;
  parameters: Record<string, unknown>;
  /** Each metric with its formula and the models behind it. */
  metrics: { name: string; formula: string; kind: string; models: readonly string[] }[];
  /** The row policies compiled in, by model. */
  policies: Readonly<Record<string, string>>;
  period: { from: string; to: string; timeZone: string };
  /** The periods compared with, by what their columns end with. */
  compared: Readonly<Record<string, { from: string; to: string }>>;
  currency: { mode: string; code: string; rate: string };
  /** Which rollup answers each figure, and for every other one why not. */
  rollups: readonly RollupDecision[];
};

/** Explains a question to the person who asks it: every figure can be followed to the rows it comes from. */
export function explainMetricQuery(
  catalogue: Catalogue,
  query: MetricQuery,
  viewer: Viewer,
  options: CompileOptions,
): Explanation {
  const { sql, totalsSql, parameters, policies, time, currency, rollups } = compileMetricQuery(
    catalogue,
    query,
    viewer,
    options,
  );
  const period = ({ from, to }: { from: number; to: number }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  return {
    sql,
    ...(totalsSql === undefined ? {} : { totalsSql }),
    parameters,
    metrics: [...new Set(query.metrics)].flatMap((name) => {
      const metric = catalogue.metrics.get(name);
      return metric ? [{ name, formula: metric.formula, kind: metric.kind, models: metric.models }] : [];
    }),
    policies,
    period: { ...period(time.current), timeZone: time.zone },
    compared: Object.fromEntries(time.compared.map((each) => [each.suffix.slice(1), period(each)])),
    currency,
    rollups,
  };
}
