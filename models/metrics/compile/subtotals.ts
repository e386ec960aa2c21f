import { EntrepotError } from '#errors';
import type { Metric } from '../catalogue/catalogue.ts';
import type { MetricQuery } from '../query.ts';
import { columnsOf } from './columns.ts';
import type { CompiledQuery } from './compile.ts';
import type { Plan } from './plan.ts';
import { statementSql } from './statement.ts';

/** The question by fewer columns, once for each list asked for: figures computed anew, never sums of rows. */
export function subtotalsOf(
  query: MetricQuery,
  metrics: readonly Metric[],
  plan: Plan,
  limit: number,
): CompiledQuery['subtotals'] {
  const known = [...(plan.grain ? ['time'] : []), ...plan.dimensions];
  return (query.subtotals ?? []).map((by) => {
    const stranger = by.find((name) => !known.includes(name));
    if (stranger !== undefined || by.length === 0) {
      throw new EntrepotError('QUERY_INVALID', `There is no subtotal by «${stranger ?? 'nothing'}».`, {
        asked: stranger ?? '[]',
        available: known,
        fix: 'Name columns that the question is asked by; for all rows together ask for «totals».',
      });
    }
    const grain = by.includes('time') ? plan.grain : undefined;
    const dimensions = plan.dimensions.filter((name) => by.includes(name));
    const orderBy = query.orderBy?.filter(({ field }) => !known.includes(field) || by.includes(field));
    // A subtotal without the dimension of the best is over all its values.
    const top = plan.top && by.includes(plan.top.dimension) ? plan.top : undefined;
    return {
      by: [...(grain ? ['time'] : []), ...dimensions],
      columns: columnsOf({ ...plan, grain, dimensions }, metrics),
      sql: statementSql(metrics, { ...plan, grain, dimensions, top }, { orderBy, limit }),
    };
  });
}
