import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EntrepotError, messageOf } from '#errors';
import { runMetricQuery, watermarks } from '#models';
import { createHub, type Hub } from '../live/hub.ts';
import { sharedAnswers } from '../live/metric-answers.ts';
import { watchWatermarks } from '../live/watermark-watcher.ts';
import type { Services } from '../schema/context.ts';
import { defaultLimits, type Limits } from '../security/limits.ts';
import { publicGraphQLError } from '../security/public-error.ts';
import { createSessions, memorySessionStore } from '../security/sessions.ts';
import { createCostBuckets } from '../security/token-bucket.ts';
import type { Gateway } from './gateway.ts';
import { boundedSettings } from './graphql-engine.ts';
import { createListener } from './listener.ts';
import { liveSchema } from './live-schema.ts';
import type { GatewayOptions } from './options.ts';
import { staticFiles } from './static-files.ts';
import { isState } from './stream-route.ts';
import { createTelemetry } from './telemetry.ts';
import { worded } from './worded-result.ts';

export type RunningGateway = { port: number; url: string; stop(): Promise<void> };

/** Opens the door: GraphQL, live streams, Arrow, consoles, documentation and webhooks on one port. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const limits = { ...defaultLimits, ...options.limits };
  const services = servicesOf(options, limits);
  const buckets = createCostBuckets({
    capacity: limits.bucketCapacity,
    refillPerSecond: limits.bucketRefillPerSecond,
    clock: services.clock,
  });
  const schema = liveSchema({ models: options.models, services, limits, buckets });
  const hub = hubOf(services, schema.engine);
  const telemetry = createTelemetry();
  const gateway: Gateway = {
    ...{ services, limits, buckets, hub, telemetry, log: options.log },
    engine: schema.engine,
    entities: schema.entities,
  };
  const { admin, wall } = options.staticDirs;
  const server = createServer(
    { keepAlive: true, requestTimeout: 60_000, headersTimeout: 20_000, maxHeaderSize: 16 * 1024 },
    createListener({
      gateway,
      asyncApi: options.asyncApi,
      project: options.models.analysed,
      webhook: options.webhook,
      admin: admin === undefined ? undefined : staticFiles(admin),
      wall: wall === undefined ? undefined : staticFiles(wall),
    }),
  );
  const stopOwn = () => {
    hub.close();
    schema.stop();
    services.watermarks.stop();
    telemetry.stop();
  };
  const port = await listening(server, options).catch((error: unknown) => {
    stopOwn();
    throw error;
  });
  return {
    port,
    url: `http://${options.host}:${port}`,
    stop: async () => {
      stopOwn();
      await closed(server);
    },
  };
}

function servicesOf(options: GatewayOptions, limits: Limits): Services {
  const { warehouse, models, reportingCurrency, publish, accounts, screens, ingestStatus, buildStatus, log } =
    options;
  const clock = options.clock ?? Date.now;
  const follower = watchWatermarks({
    read: () => watermarks(warehouse),
    everyMs: options.watermarkEveryMs ?? 150,
    log,
  });
  return {
    ...{ warehouse, reportingCurrency, publish, screens, ingestStatus, buildStatus, log, clock },
    catalogue: () => models.catalogue(),
    answerMetrics: sharedAnswers((query, viewer, signal) =>
      runMetricQuery(warehouse, models.catalogue(), query, viewer, {
        now: new Date(clock()),
        reportingCurrency,
        watermarks: follower.current(),
        signal,
        settings: boundedSettings(limits.statementMs),
      }),
    ),
    sessions: createSessions({
      accounts,
      store: options.sessions ?? memorySessionStore(),
      clock,
      lifetimeMs: limits.sessionMs,
    }),
    watermarks: follower,
    statementTimeoutMs: limits.statementMs,
    readableTimeoutMs: limits.readableMs,
  };
}

function hubOf(services: Services, engine: Gateway['engine']): Hub {
  return createHub({
    run: async (request, caller, signal) => {
      const answer = await engine().run(request, { caller, language: 'en', signal });
      if (!(Symbol.asyncIterator in answer)) return worded(answer, caller, services.log);
      return (async function* () {
        for await (const result of answer) {
          // What fails because nobody listens any more is no failure.
          if (signal.aborted) return;
          yield worded(result, caller, services.log);
        }
      })();
    },
    failure: (thrown) => ({ errors: [publicGraphQLError(thrown, services.log)] }),
    passes: ({ errors }) => errors?.every(({ extensions }) => passing.has(String(extensions.code))) ?? false,
    isState,
    heartbeatMs: 15_000,
    lingerMs: 10_000,
  });
}

/** Refusals that may not be repeated a moment later. */
const passing: ReadonlySet<string> = new Set([
  'INTERNAL',
  'RATE_LIMITED',
  'TIMEOUT',
  'WAREHOUSE_REFUSED',
  'WAREHOUSE_UNREACHABLE',
]);

function listening(server: Server, { host, port }: GatewayOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new EntrepotError(
          cause.code === 'EADDRINUSE' ? 'PORT_TAKEN' : 'PROCESS_FAILED',
          `The gateway cannot listen on ${host}:${port}: ${messageOf(cause)}`,
          { asked: String(port), fix: 'Stop the program that holds the port, or choose another.', cause },
        ),
      );
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Lets answers under way finish for a moment, then ends what is left. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), 2_000);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    server.closeIdleConnections();
  });
}
