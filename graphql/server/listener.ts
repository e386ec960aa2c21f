import type { IncomingMessage, ServerResponse } from 'node:http';
import { EntrepotError, nearest } from '#errors';
import type { AnalysedProject } from '#models';
import { callerWithRole } from '../security/caller.ts';
import { publicError } from '../security/public-error.ts';
import { answerArrow } from './arrow-route.ts';
import type { AsyncApiDocument } from './async-api-document.ts';
import { authenticate, requestLanguage, tokenOf } from './authenticate.ts';
import { type ModelDocs, modelPage, modelsPage } from './docs/model-page.ts';
import { docsPage } from './docs-page.ts';
import { eventPage } from './event-page.ts';
import type { Gateway } from './gateway.ts';
import { answerGraphQL } from './graphql-route.ts';
import { ingestMetrics } from './ingest-metrics.ts';
import { securityHeaders, sendJson, sendRefusal, sendText } from './respond.ts';
import { schemaText } from './schema-text.ts';
import type { staticFiles } from './static-files.ts';
import { openStream } from './stream-route.ts';
import { answerWebhook, type Webhook } from './webhook-route.ts';

type StaticFiles = ReturnType<typeof staticFiles>;

export type ListenerOptions = {
  gateway: Gateway;
  asyncApi: AsyncApiDocument;
  webhook: Webhook | undefined;
  admin: StaticFiles | undefined;
  wall: StaticFiles | undefined;
  /** The models that are documented. */
  project?: (() => AnalysedProject) | undefined;
};

type Handle = (request: IncomingMessage, response: ServerResponse, address: URL) => Promise<void> | void;
type Route = { name: string; methods: readonly string[]; handle: Handle };

/** Every path of the gateway. Bodies are read and checked here, before GraphQL sees anything. */
export function createListener(options: ListenerOptions) {
  const { gateway } = options;
  const routes = routesOf(options);
  return (request: IncomingMessage, response: ServerResponse): void => {
    const started = process.hrtime.bigint();
    for (const name in securityHeaders) response.setHeader(name, securityHeaders[name]!);
    const address = addressOf(request);
    const route = routeOf(routes, address.pathname) ?? staticRoute(options);
    response.on('close', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      gateway.telemetry.observe(route.name, response.statusCode, seconds);
    });
    void answer(gateway, route, request, response, address);
  };
}

async function answer(
  gateway: Gateway,
  { methods, handle }: Route,
  request: IncomingMessage,
  response: ServerResponse,
  address: URL,
): Promise<void> {
  try {
    if (!methods.includes(request.method ?? '')) {
      response.setHeader('allow', methods.join(', '));
      sendJson(response, 405, {
        errors: [
          {
            message: `${address.pathname} does not answer ${request.method}.`,
            extensions: { code: 'INPUT_INVALID', available: methods },
          },
        ],
      });
      return;
    }
    await handle(request, response, address);
  } catch (thrown) {
    // Nobody is there to be told any more.
    if (response.destroyed) return;
    sendRefusal(response, publicError(thrown, gateway.log));
  }
}

const eventDocs = '/docs/events/';
const modelDocs = '/docs/models/';
/** Routes that take everything below them. */
const prefixes = ['/ingest/', eventDocs, modelDocs];

function routesOf({ gateway, asyncApi, webhook, project }: ListenerOptions): ReadonlyMap<string, Route> {
  const { services } = gateway;
  const routes = new Map<string, Route>();
  const add = (path: string, methods: readonly string[], handle: Handle) =>
    routes.set(path, { name: path, methods, handle });
  add('/graphql', ['POST'], (request, response) => answerGraphQL(gateway, request, response));
  add('/graphql/stream', ['GET', 'POST'], (request, response, address) =>
    openStream(gateway, request, response, address),
  );
  add('/arrow', ['POST'], (request, response) => answerArrow(gateway, request, response));
  add('/healthz', ['GET', 'HEAD'], async (_request, response) => {
    const reached = await services.warehouse.ping();
    sendJson(response, reached ? 200 : 503, { warehouse: reached ? 'ok' : 'unreachable' });
  });
  add('/metrics', ['GET'], async (request, response) => {
    callerWithRole(await authenticate(tokenOf(request), services.sessions), 'data');
    const { connections, subscriptions } = gateway.hub.counts();
    const gauges = {
      entrepot_gateway_live_connections: connections,
      entrepot_gateway_live_subscriptions: subscriptions,
    };
    const ingest = await ingestMetrics(services.ingestStatus, (error) =>
      services.log.warn({ error }, 'the state of ingestion cannot be told'),
    );
    sendText(response, 200, gateway.telemetry.text(gauges) + ingest, 'text/plain; version=0.0.4');
  });
  const page: Handle = (request, response) => {
    const html = docsPage(asyncApi, services.catalogue(), requestLanguage(request));
    sendText(response, 200, html, 'text/html');
  };
  add('/docs', ['GET'], page);
  add('/docs/', ['GET'], page);
  add(eventDocs, ['GET'], (request, response, { pathname }) => {
    const topic = pathname.slice(eventDocs.length, eventDocs.length + 100);
    const html = eventPage(asyncApi, topic, requestLanguage(request));
    if (html !== undefined) return sendText(response, 200, html, 'text/html');
    const available = nearest(topic, Object.keys(asyncApi.channels ?? {}));
    throw new EntrepotError('NOT_FOUND', `There is no event «${topic}».`, { asked: topic, available });
  });
  if (project) {
    const docs = (): ModelDocs => ({
      ...{ project: project(), catalogue: services.catalogue() },
      freshness: services.watermarks.current(),
    });
    add('/docs/models', ['GET'], (request, response) =>
      sendText(response, 200, modelsPage(docs(), requestLanguage(request)), 'text/html'),
    );
    add(modelDocs, ['GET'], (request, response, { pathname }) => {
      const name = pathname.slice(modelDocs.length, modelDocs.length + 200);
      const html = modelPage(docs(), name, requestLanguage(request));
      if (html !== undefined) return sendText(response, 200, html, 'text/html');
      const available = nearest(name, project().models.keys());
      throw new EntrepotError('NOT_FOUND', `There is no model «${name}».`, { asked: name, available });
    });
  }
  add('/docs/asyncapi.json', ['GET'], (_request, response) => sendJson(response, 200, asyncApi));
  add('/docs/schema.graphql', ['GET'], async (request, response) => {
    callerWithRole(await authenticate(tokenOf(request), services.sessions), 'data');
    sendText(response, 200, schemaText(gateway.engine().schema));
  });
  if (webhook) {
    add('/ingest/', ['POST'], (request, response, address) =>
      answerWebhook(webhook, request, response, address.pathname.slice('/ingest/'.length)),
    );
  }
  return routes;
}

function routeOf(routes: ReadonlyMap<string, Route>, path: string): Route | undefined {
  return routes.get(prefixes.find((prefix) => path.startsWith(prefix)) ?? path);
}

function staticRoute({ admin, wall }: ListenerOptions): Route {
  return {
    name: 'static',
    methods: ['GET', 'HEAD'],
    handle: async (request, response, { pathname }) => {
      if (pathname === '/wall') {
        response.writeHead(308, { location: '/wall/' }).end();
        return;
      }
      const onWall = pathname.startsWith('/wall/');
      const files = onWall ? wall : admin;
      const path = onWall ? pathname.slice('/wall'.length) : pathname;
      if (await files?.(request, response, path)) return;
      throw new EntrepotError('NOT_FOUND', `There is nothing at ${pathname}.`, {
        asked: pathname,
        available: ['/', '/wall/', '/graphql', '/graphql/stream', '/arrow', '/docs'],
        ...(files ? {} : { fix: 'The front ends are not built; `npm start` builds them.' }),
      });
    },
  };
}

/** The path asked for; a target that is none is answered like an unknown path. */
function addressOf(request: IncomingMessage): URL {
  const base = 'http://gateway';
  return URL.canParse(request.url ?? '/', base)
    ? new URL(request.url ?? '/', base)
    : new URL('/\uFFFD', base);
}
