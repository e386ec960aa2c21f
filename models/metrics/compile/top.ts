import { EntrepotError } from '#errors';
import { identifier } from '#warehouse';
import type { Metric } from '../catalogue/catalogue.ts';
import type { Top } from '../query.ts';
import { type Plan, type PlanTop, variantsOf } from './plan.ts';
import { dimensionOf } from './scope.ts';
import { statementSql } from './statement.ts';

/**
 * The best values of a dimension, by one metric over the whole time asked for: a statement of its own, under the same
 * filters and policies, whose answer the question takes as one array. A value whose figure is unknown is none of the best.
 */
export function topOf(top: Top, [metric]: readonly Metric[], plan: Plan): PlanTop {
  if (!plan.dimensions.includes(top.dimension)) {
    throw new EntrepotError('QUERY_INVALID', `The question is not asked by «${top.dimension}».`, {
      asked: top.dimension,
      available: plan.dimensions,
      fix: 'Let «top.dimension» be one of the dimensions.',
    });
  }
  for (const { model } of metric!.measures) dimensionOf(model, top.dimension);
  const { time, ...rest } = plan;
  const now = { ...time, compared: [] };
  const ranking = statementSql(
    [metric!],
    {
      ...{ ...rest, time: now, grain: undefined, dimensions: [top.dimension], variants: variantsOf(now, []) },
    },
    {
      orderBy: [{ field: metric!.name, direction: top.direction ?? 'desc' }],
      // One more row than the limit is read, which tells whether there are more.
      limit: top.count - 1,
      called: 'ranked_',
    },
  );
  return {
    dimension: top.dimension,
    values: `(select groupArray(best) from (select ${identifier(top.dimension)} as best from (${ranking})))`,
    others: top.others ?? false,
  };
}
