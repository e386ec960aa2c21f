import { join } from 'node:path';
import { pino } from 'pino';
import { type Catalogue, createBuilder, describeModels, loadCatalogue, type OdsSource } from '#models';
import type { Warehouse } from '#warehouse';
import { type Client, createClient } from '../client/index.ts';
import type { ExposedModels } from '../schema/entities/entities-of-project.ts';
import type { GatewayOptions } from '../server/options.ts';
import { startGateway } from '../server/start-gateway.ts';

/** A gateway over the small project beside this file, with its tables made and empty. */
export type GatewayUnderTest = {
  url: string;
  /** A client logged in as one of the accounts; the password is the name. */
  login(user: string): Promise<Client>;
  /** A client with a token of its own, e.g. a screen's. */
  client(token?: string): Client;
  post(path: string, body: unknown, token?: string): Promise<Response>;
  models: { project: ExposedModels; catalogue: Catalogue; changed(): void };
  stop(): Promise<void>;
};

const settings = { reportingCurrency: 'EUR' };

/** What the gateway serves: the small project beside this file, or another. */
export type ProjectUnderTest = { directory: string; odsSources: readonly OdsSource[] };
const small: ProjectUnderTest = { directory: join(import.meta.dirname, 'project'), odsSources: [] };

/** Accounts that see everything, one shop, nothing; and a screen. */
export const accounts: GatewayOptions['accounts'] = {
  users: [
    { user: 'data', name: 'Data', role: 'data', claims: { profit_centers: ['*'], shops: ['*'] } },
    { user: 'boss', name: 'Boss', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } },
    { user: 'shop', name: 'Shop', role: 'operator', claims: { profit_centers: ['*'], shops: ['s1'] } },
    { user: 'nobody', name: 'Nobody', role: 'operator', claims: { profit_centers: [], shops: ['*'] } },
  ],
  verify: async (user, password) =>
    user === password ? accounts.users.find((account) => account.user === user) : undefined,
  deviceOf: (token) =>
    token === 'wall-token'
      ? { id: 'wall', screen: 'main', name: 'Wall', claims: { profit_centers: ['*'], shops: ['*'] } }
      : undefined,
};

export async function startGatewayUnderTest(
  engines: { warehouse: Warehouse; reader: Warehouse },
  options: Partial<GatewayOptions> = {},
  { directory, odsSources }: ProjectUnderTest = small,
): Promise<GatewayUnderTest> {
  // Incidents of a test run are defects to be seen.
  const log = pino({ level: 'error' }, pino.destination(2));
  const builder = createBuilder({
    warehouse: engines.warehouse,
    directory,
    odsSources,
    settings,
    log,
    clock: () => new Date(),
  });
  await builder.buildOnce();
  const project = await builder.project();
  const catalogue = await loadCatalogue(
    join(directory, 'metrics'),
    project,
    await describeModels(engines.warehouse),
  );
  const listeners = new Set<() => void>();
  const models = {
    project,
    catalogue,
    changed: () => {
      for (const listener of listeners) listener();
    },
  };
  const gateway = await startGateway({
    warehouse: engines.reader,
    models: {
      project: () => models.project,
      catalogue: () => models.catalogue,
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    reportingCurrency: settings.reportingCurrency,
    publish: async () => undefined,
    accounts,
    screens: {
      get: async (id) =>
        id === 'main'
          ? {
              id,
              title: 'Main',
              version: '1',
              language: 'zh',
              currency: 'EUR',
              timeZone: 'UTC',
              definition: {},
            }
          : undefined,
    },
    ingestStatus: async () => [],
    buildStatus: async () => ({ models: [], runs: [] }),
    asyncApi: {},
    staticDirs: {},
    host: '127.0.0.1',
    port: 0,
    log,
    ...options,
  });
  const client = (token?: string) => createClient({ url: `${gateway.url}/graphql`, language: 'en', token });
  return {
    url: gateway.url,
    client,
    login: async (user) => {
      const { login } = await client().query<{ login: { token: string } }>(
        'mutation ($user: String!) { login(user: $user, password: $user) { token } }',
        { user },
      );
      return client(login.token);
    },
    post: (path, body, token) =>
      fetch(`${gateway.url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    models,
    stop: gateway.stop,
  };
}
