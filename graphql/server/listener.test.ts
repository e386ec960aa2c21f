import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyCatalogue } from '#models';
import { connectWarehouse } from '#warehouse';
import { accounts } from '../testing/gateway-under-test.ts';
import { type RunningGateway, startGateway } from './start-gateway.ts';

// No warehouse answers there: everything below is decided before one is asked, or tells that none answers.
const warehouse = connectWarehouse({ url: 'http://127.0.0.1:1', user: 'x', password: 'x', database: 'x' });
let gateway: RunningGateway;
let folder: string;
let received: { source: string; body: string; header: string | undefined } | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  await mkdir(join(folder, 'admin', 'assets'), { recursive: true });
  await writeFile(join(folder, 'admin', 'index.html'), '<title>Console</title>');
  await writeFile(join(folder, 'admin', 'assets', 'app-1a2b.js'), 'console.log(1)'.repeat(100));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  gateway = await startGateway({
    warehouse,
    models: {
      project: () => ({ models: new Map() }),
      catalogue: () => emptyCatalogue,
      onChange: () => () => undefined,
    },
    reportingCurrency: 'EUR',
    publish: async () => undefined,
    accounts,
    screens: {
      get: async (id) => ({
        id,
        title: id,
        version: '1',
        language: 'en',
        currency: 'EUR',
        timeZone: 'UTC',
        definition: {},
      }),
    },
    ingestStatus: async () => [],
    buildStatus: async () => {
      throw new Error('secret path /data/x');
    },
    webhook: async ({ source, headers, body }) => {
      received = { source, body: body.toString('latin1'), header: headers['x-signature'] };
      return { status: 202, body: { accepted: true } };
    },
    asyncApi: { channels: { 'trade.order.v1': { address: 'trade.order.v1', description: 'An <order>.' } } },
    staticDirs: { admin: join(folder, 'admin') },
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
    limits: { bodyBytes: 4_000, depth: 3, operationCost: 100, bucketCapacity: 600, bucketRefillPerSecond: 1 },
  });
});

afterAll(async () => {
  await gateway?.stop();
  await warehouse.close();
  await rm(folder, { recursive: true });
});

type Answer = {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
};

async function ask(
  query: string,
  token?: string,
  headers: Record<string, string> = {},
): Promise<Answer & { status: number }> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, ...((await response.json()) as Answer) };
}

async function login(user: string): Promise<string> {
  const { data } = await ask(`mutation { login(user: "${user}", password: "${user}") { token } }`);
  return (data as { login: { token: string } }).login.token;
}

const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;
const post = (body: string, type: string, path = '/graphql') =>
  fetch(`${gateway.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });

describe('what a request may look like', () => {
  it('is JSON and says so, which no foreign page can', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await post('{"query": "{ __typename }"}', type);
      expect(response.status).toBe(400);
      expect(codeOf((await response.json()) as Answer)).toBe('INPUT_INVALID');
    }
  });

  it('is one operation, not a batch, and well formed', async () => {
    for (const body of [
      '[{"query": "{ __typename }"}]',
      '{"query": 1}',
      '{',
      'null',
      '{"query": "{a}", "variables": []}',
    ]) {
      expect((await post(body, 'application/json')).status).toBe(400);
    }
  });

  it('is not too large, announced or not', async () => {
    expect((await post(JSON.stringify({ query: ' '.repeat(5_000) }), 'application/json')).status).toBe(413);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      });
      request.on('response', (response) => resolve(response.statusCode));
      request.on('error', reject);
      for (let part = 0; part < 6; part++) request.write(' '.repeat(1_000));
      request.end();
    });
    expect(status).toBe(413);
  });

  it('is neither deep, nor wide, nor long', async () => {
    const deep = '{ quarantine { edges { node { topic } } } }';
    const wide = `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: serverTime`).join(' ')} }`;
    const long = `{ ${'__typename '.repeat(300)} ${'x '.repeat(1_000)}}`.slice(0, 3_900).concat(' }');
    expect((await ask(deep)).errors?.[0]?.message).toMatch(/depth limit/);
    expect((await ask(wide)).errors?.[0]?.message).toMatch(/[Aa]liases limit/);
    expect((await ask(long)).status).toBe(400);
    const directives = `{ __typename ${'@include(if: true) '.repeat(30)} }`;
    expect((await ask(directives)).errors?.length).toBeGreaterThan(0);
  });

  it('costs what it costs, also through a fragment or operation named like introspection', async () => {
    const token = await login('shop');
    const fields =
      'a: pipelines { topics { topic } } b: pipelines { topics { topic } } c: pipelines { topics { topic } }';
    for (const query of [
      `{ ${fields} }`,
      `query { ...__schema } fragment __schema on Query { ${fields} }`,
      `query __schema { ...__schema } fragment __schema on Query { ${fields} }`,
      `query __schema { ... on Query { ${fields} } }`,
    ]) {
      expect(codeOf(await ask(query, token)), query).toBe('COST_EXCEEDED');
    }
  });

  it('cannot be repeated without end', async () => {
    const token = await login('nobody');
    const answers = [];
    for (let i = 0; i < 40; i++) answers.push(await ask('{ quarantine { totalCount } }', token));
    const refused = answers.find((answer) => codeOf(answer) === 'RATE_LIMITED');
    expect(refused?.status).toBe(429);
    expect(refused?.errors?.[0]?.extensions.fix).toMatch(/Wait \d+ s/);
    // Another caller has a bucket of its own.
    expect(codeOf(await ask('{ viewer { id } }', await login('boss')))).toBeUndefined();
  });
});

describe('who may ask what', () => {
  it('shows the schema to the data team only, and helps no stranger to guess names', async () => {
    const introspection = '{ __schema { types { name } } }';
    expect((await ask(introspection)).errors?.[0]?.message).toMatch(/introspection/i);
    expect((await ask(introspection, await login('boss'))).data).toBeUndefined();
    expect((await ask(introspection, await login('data'))).data).toBeTruthy();
    const hidden = await ask(
      'query { ...__schema } fragment __schema on Query { __type(name: "Query") { name } }',
    );
    expect(hidden.errors?.[0]?.message).toMatch(/introspection/i);
    expect((await ask('{ viewr { id } }')).errors?.[0]?.message).not.toMatch(/Did you mean/);
    expect((await ask('{ viewr { id } }', await login('data'))).errors?.[0]?.message).toMatch(/Did you mean/);
  });

  it('refuses strangers, ended sessions and other roles', async () => {
    expect(codeOf(await ask('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
    expect(codeOf(await ask('{ metricCatalog { name } }'))).toBe('UNAUTHENTICATED');
    expect((await ask('{ viewer { id } }', 'unknown')).status).toBe(401);
    expect(codeOf(await ask('{ pipelines { topics { topic } } }', await login('boss')))).toBe('FORBIDDEN');
    const token = await login('boss');
    expect((await ask('mutation { logout }', token)).data).toEqual({ logout: true });
    expect((await ask('{ viewer { id } }', token)).status).toBe(401);
    expect(codeOf(await ask('mutation { login(user: "boss", password: "no") { token } }'))).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('shows a device its own screen only', async () => {
    expect((await ask('{ screen(id: "main") { version } }', 'wall-token')).data).toEqual({
      screen: { version: '1' },
    });
    expect(codeOf(await ask('{ screen(id: "other") { version } }', 'wall-token'))).toBe('FORBIDDEN');
    expect((await ask('{ viewer { role shops } }', 'wall-token')).data).toEqual({
      viewer: { role: 'SCREEN', shops: ['*'] },
    });
  });

  it('keeps what went wrong inside to itself', async () => {
    const answer = await ask('{ pipelines { topics { topic } } }', await login('data'));
    expect(answer.errors?.[0]).toMatchObject({
      extensions: { code: 'INTERNAL', incident: expect.any(String) },
    });
    expect(JSON.stringify(answer)).not.toContain('secret');
    const away = await ask('{ quarantine { nodes { payload } } }', await login('data'));
    expect(codeOf(away)).toBe('WAREHOUSE_UNREACHABLE');
    expect(JSON.stringify(away)).not.toContain('select');
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(503);
  });
});

describe('other paths', () => {
  it('serve the console, its own paths and its lasting assets', async () => {
    const page = await fetch(`${gateway.url}/orders/o1/show`);
    expect(await page.text()).toContain('Console');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const asset = await fetch(`${gateway.url}/assets/app-1a2b.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    const etag = asset.headers.get('etag')!;
    const again = await fetch(`${gateway.url}/assets/app-1a2b.js`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect((await fetch(`${gateway.url}/assets/none.js`)).status).toBe(404);
  });

  it('lead nowhere outside', async () => {
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%5c..%5c..%5csecret.txt',
      '/%00',
      '/%',
    ]) {
      const text = await new Promise<string>((resolve, reject) => {
        const request = httpRequest({ port: gateway.port, host: '127.0.0.1', path }, (response) => {
          let body = '';
          response.on('data', (chunk) => {
            body += chunk;
          });
          response.on('end', () => resolve(body));
        });
        request.on('error', reject).end();
      });
      expect(text).not.toContain('secret\n');
      expect(text).not.toMatch(/^secret$/);
    }
  });

  it('hand webhooks on byte by byte', async () => {
    const response = await fetch(`${gateway.url}/ingest/shopify`, {
      method: 'POST',
      headers: { 'x-signature': 's', 'content-type': 'application/octet-stream' },
      body: Buffer.from([0, 255, 10]),
    });
    expect(response.status).toBe(202);
    expect(received).toEqual({ source: 'shopify', body: '\x00\xff\n', header: 's' });
  });

  it('document events without running what is in them', async () => {
    const page = await (await fetch(`${gateway.url}/docs`)).text();
    expect(page).toContain('trade.order.v1');
    expect(page).toContain('An &#60;order&#62;.');
    expect(page).toContain('href="/docs/events/trade.order.v1"');
    const missing = await fetch(`${gateway.url}/docs/events/trade.orders.v1`);
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('"trade.order.v1"');
    expect((await fetch(`${gateway.url}/docs/schema.graphql`)).status).toBe(401);
    expect((await fetch(`${gateway.url}/graphql`)).status).toBe(405);
  });

  it('count what was answered, for those with a token', async () => {
    expect((await fetch(`${gateway.url}/metrics`)).status).toBe(401);
    const headers = { authorization: `Bearer ${await login('data')}` };
    const text = await (await fetch(`${gateway.url}/metrics`, { headers })).text();
    expect(text).toMatch(/entrepot_gateway_requests_total\{route="\/graphql",status="200"\} \d+/);
    expect(text).toContain('entrepot_gateway_live_connections 0');
    expect(text).toContain('entrepot_ingest_up 1');
  });
});
