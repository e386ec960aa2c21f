import { messageOf } from '#errors';
import { buildSchema } from '../schema/build-schema.ts';
import type { Services } from '../schema/context.ts';
import { entitiesOf } from '../schema/entities/entities-of-project.ts';
import type { Entity } from '../schema/entities/entity.ts';
import type { Limits } from '../security/limits.ts';
import type { CostBuckets } from '../security/token-bucket.ts';
import { createGraphQLEngine, type GraphQLEngine } from './graphql-engine.ts';
import type { LiveModels } from './options.ts';

export type LiveSchema = { engine(): GraphQLEngine; entities(): readonly Entity[]; stop(): void };

export type LiveSchemaOptions = {
  models: LiveModels;
  services: Services;
  limits: Limits;
  buckets: CostBuckets;
};

/**
 * The engine of the schema as it is now. A change of the models makes a new one while requests under way finish on the
 * old; models that make no valid schema are told in the log and leave the old one serving.
 */
export function liveSchema({ models, services, limits, buckets }: LiveSchemaOptions): LiveSchema {
  const make = () => {
    const entities = entitiesOf(models.project());
    const engine = createGraphQLEngine({
      schema: buildSchema(entities),
      entities,
      services,
      limits,
      buckets,
    });
    return { entities, engine };
  };
  let current = make();
  let made = models.project();
  const stop = models.onChange(() => {
    // Metrics are answered by name: another catalogue needs no other schema.
    if (models.project() === made) return;
    made = models.project();
    try {
      current = make();
      services.log.info({ types: current.entities.map(({ name }) => name) }, 'the schema follows the models');
    } catch (error) {
      services.log.error(
        { reason: messageOf(error) },
        'the models make no valid schema; the one before serves on',
      );
    }
  });
  return { engine: () => current.engine, entities: () => current.entities, stop };
}
