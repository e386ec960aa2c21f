import { EntrepotError, nearest } from '#errors';
import { identifier } from '#warehouse';
import type { Dimension, DimensionJoin, MetricModel } from '../catalogue/catalogue.ts';
import type { Viewer } from '../query.ts';
import type { Bind } from './binder.ts';
import { rowPolicy } from './row-policy.ts';

/**
 * Reads one model for one viewer. Every table, also one that is only joined, is read through {@link visible}: there is
 * no other way to name a table, so there is no plan without the row policies of all it reads.
 */
export type Scope = {
  /** A column of the model. */
  column(name: string): string;
  /** A dimension by name; joins what it needs. */
  dimension(name: string): { sql: string; type: string };
  /** Takes one more table that holds at most one row for each of the model's. */
  join(sql: string): void;
  /** The FROM clause; complete once everything has been asked for. */
  from(): string;
};

/**
 * Opens a model. `currency` is the column that the dimension called `currency` stands for; `moved` makes of a column of the
 * model what it is as a dimension of a compared period.
 */
export function openScope(
  model: MetricModel,
  viewer: Viewer,
  bind: Bind,
  currency: string | undefined,
  moved: (column: string, sql: string) => string = (_, sql) => sql,
): Scope {
  const joins = new Map<string, DimensionJoin>();
  const others: string[] = [];
  const column = (name: string) => `fact.${identifier(name)}`;
  return {
    column,
    dimension: (name) => {
      const dimension = name === 'currency' && currency ? own(model, currency) : dimensionOf(model, name);
      if (!dimension.via) {
        return { sql: moved(dimension.column, column(dimension.column)), type: dimension.type };
      }
      joins.set(dimension.via.model, dimension.via);
      return {
        sql: `${identifier(dimension.via.model)}.${identifier(dimension.column)}`,
        type: dimension.type,
      };
    },
    join: (sql) => {
      others.push(sql);
    },
    from: () =>
      [
        `from ${visible(model.name, model.rows, viewer, bind)} as fact`,
        ...[...joins.values()].map(
          (join) =>
            // «any» takes one row even if a key should come twice.
            `any left join ${visible(join.model, join.rows, viewer, bind)} as ${identifier(join.model)} on ${identifier(join.model)}.${identifier(join.key)} = ${column(join.column)}`,
        ),
        ...others,
      ].join('\n'),
  };
}

/** The rows of a model that a viewer may see, as a table expression. */
export function visible(model: string, rows: string | undefined, viewer: Viewer, bind: Bind): string {
  const policy = rowPolicy(rows, viewer, bind);
  return policy === 'true' ? identifier(model) : `(select * from ${identifier(model)} where ${policy})`;
}

/** A dimension of a model, or the refusal that lists what there is. */
export function dimensionOf(model: MetricModel, name: string): Dimension {
  const dimension = model.dimensions.get(name);
  if (dimension) return dimension;
  throw new EntrepotError('DIMENSION_UNKNOWN', `${model.name} has no dimension «${name}».`, {
    asked: name,
    available: nearest(name, model.dimensions.keys(), 12),
    fix: 'Use a dimension that every metric of the question has.',
  });
}

function own(model: MetricModel, column: string): Dimension {
  return { name: column, column, type: model.columns.get(column) ?? 'String' };
}
