import type { Logger } from 'pino';
import type { Hub } from '../live/hub.ts';
import type { Services } from '../schema/context.ts';
import type { Entity } from '../schema/entities/entity.ts';
import type { Limits } from '../security/limits.ts';
import type { CostBuckets } from '../security/token-bucket.ts';
import type { GraphQLEngine } from './graphql-engine.ts';
import type { Telemetry } from './telemetry.ts';

/** What the routes share. Engine and entities are asked for each time: they change when models do. */
export type Gateway = {
  services: Services;
  limits: Limits;
  buckets: CostBuckets;
  hub: Hub;
  telemetry: Telemetry;
  log: Logger;
  engine(): GraphQLEngine;
  entities(): readonly Entity[];
};
