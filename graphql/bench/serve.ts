import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createYoga } from 'graphql-yoga';
import { pino } from 'pino';
import { createHub } from '../live/hub.ts';
import { watchWatermarks } from '../live/watermark-watcher.ts';
import { buildSchema } from '../schema/build-schema.ts';
import type { Services } from '../schema/context.ts';
import { entitiesOf } from '../schema/entities/entities-of-project.ts';
import { createEntityLoaders, type Row } from '../schema/entities/loaders.ts';
import { callerOfAccount } from '../security/caller.ts';
import { defaultLimits } from '../security/limits.ts';
import { createSessions, memorySessionStore } from '../security/sessions.ts';
import { createCostBuckets } from '../security/token-bucket.ts';
import { createGraphQLEngine } from '../server/graphql-engine.ts';
import { createListener } from '../server/listener.ts';
import { createTelemetry } from '../server/telemetry.ts';
import { instantWarehouse, metricAnswer, models } from './served-data.ts';

/**
 * One server of the measurement, in a process of its own so that its CPU time is its own: `gateway` with every guard
 * on, or `yoga` as its documentation sets it up, over the same schema and the same instant data.
 */
const log = pino({ level: 'silent' });
const limits = { ...defaultLimits, bucketCapacity: 1e12 };
const account = {
  user: 'u',
  name: 'U',
  role: 'data' as const,
  claims: { profit_centers: ['*'], shops: ['*'] },
};
const accounts = { users: [account], verify: async () => account, deviceOf: () => undefined };
const entities = entitiesOf(models.project());
const schema = buildSchema(entities);
const services: Services = {
  warehouse: instantWarehouse,
  reportingCurrency: 'EUR',
  catalogue: models.catalogue,
  answerMetrics: async () => metricAnswer,
  sessions: createSessions({ accounts, store: memorySessionStore(), clock: Date.now, lifetimeMs: 1e9 }),
  screens: { get: async () => undefined },
  publish: async () => undefined,
  ingestStatus: async () => [],
  buildStatus: async () => ({ models: [], runs: [] }),
  watermarks: watchWatermarks({ read: async () => ({}), everyMs: 60_000, log }),
  log,
  clock: Date.now,
  statementTimeoutMs: 10_000,
  readableTimeoutMs: 10_000,
};

function gateway(): RequestListener {
  const buckets = createCostBuckets({ capacity: 1e12, refillPerSecond: 1e12, clock: Date.now });
  const engine = createGraphQLEngine({ schema, entities, services, limits, buckets });
  const hub = createHub({
    run: async () => ({}),
    failure: () => ({}),
    passes: () => false,
    isState: () => true,
    heartbeatMs: 60_000,
    lingerMs: 1_000,
  });
  return createListener({
    gateway: {
      ...{ services, limits, buckets, hub, log, telemetry: createTelemetry() },
      engine: () => engine,
      entities: () => entities,
    },
    asyncApi: {},
    webhook: undefined,
    admin: undefined,
    wall: undefined,
  });
}

function plainYoga(): RequestListener {
  const caller = callerOfAccount(account, '');
  const run = ({ sql }: { sql: string }) => instantWarehouse.rows<Row>(sql);
  return createYoga({
    schema,
    logging: false,
    context: () => ({
      services,
      entities,
      caller,
      language: 'en',
      signal: new AbortController().signal,
      run,
      loaders: () => createEntityLoaders(caller.viewer, run),
    }),
  });
}

const server = createServer(process.argv[2] === 'yoga' ? plainYoga() : gateway());
const { token } = await services.sessions.login('u', 'p');
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port, token });
});
process.on('message', () => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }));
process.on('disconnect', () => process.exit(0));
