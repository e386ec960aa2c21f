import { type GraphQLSchema, isObjectType } from 'graphql';
import { createBuilder } from './builder.ts';
import type { Entity } from './entities/entity.ts';
import { addEntities } from './entities/entity-types.ts';
import { addMetricCatalog } from './metrics/metric-catalog.ts';
import { addMetrics } from './metrics/metrics.ts';
import { addOrderTicker, addResourceChanges } from './operations/live-orders.ts';
import { addPipelines } from './operations/pipelines.ts';
import { addPurchaseDecision } from './operations/purchase-decision.ts';
import { addQuarantine } from './operations/quarantine.ts';
import { addScreen } from './operations/screen.ts';
import { addSession } from './operations/session.ts';
import { addDirection, addPageInfo } from './shared-types.ts';

/** The whole schema over the exposed models. Metric names are checked against the catalogue, not written into it. */
export function buildSchema(entities: readonly Entity[]): GraphQLSchema {
  const builder = createBuilder();
  const pageInfo = addPageInfo(builder);
  const direction = addDirection(builder);
  addSession(builder);
  addMetricCatalog(builder);
  addMetrics(builder, direction);
  const types = addEntities(builder, entities, { pageInfo, direction });
  addOrderTicker(builder, entities);
  addResourceChanges(builder, entities);
  addPurchaseDecision(builder, types);
  addPipelines(builder);
  addQuarantine(builder, pageInfo);
  addScreen(builder);
  return withPlainColumns(builder.toSchema(), entities);
}

/**
 * Columns are members of their row under the field's own name. Without a resolver the compiled executor reads them in
 * place, which halves the work of a list.
 */
function withPlainColumns(schema: GraphQLSchema, entities: readonly Entity[]): GraphQLSchema {
  for (const { name, columns } of entities) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    const fields = type.getFields();
    for (const { field } of columns) delete fields[field]?.resolve;
  }
  return schema;
}
