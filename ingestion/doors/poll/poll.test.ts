import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeyedRecord, OutgoingEvent } from '../../producer/index.ts';
import { readPlan } from './plan.ts';
import { startPoller } from './poller.ts';
import { rateLimit } from './rate-limit.ts';
import type { Place } from './request.ts';
import { runRound } from './run-round.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A server that answers as the test says; what it was asked is kept. */
let server: Server;
let base: string;
let asked: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];
let answers: Answer[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    asked.push({ url: request.url!, headers: request.headers, body });
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    answer(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answers = [];
});

const json =
  (value: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json', ...headers })
      .end(typeof value === 'string' ? value : JSON.stringify(value));
const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (_request, response) =>
    response.writeHead(code, headers).end(body);

/** A Kafka that remembers. */
function memory() {
  const records: KeyedRecord[] = [];
  const events: OutgoingEvent[] = [];
  return {
    records,
    events,
    send: async (_topic: string, more: readonly KeyedRecord[]) => void records.push(...more),
    publish: async (more: readonly OutgoingEvent[]) => void events.push(...more),
    values: () => records.map(({ value }) => String(value)),
    notes: () => events.map(({ body }) => body as Record<string, unknown>),
  };
}

const plan = (more: string, path = '/orders') =>
  readPlan(`poll: shop\nsource: shop\nevery: 1m\nrate: 1000\nurl: ${base}${path}\n${more}`, 'shop.yml');

async function round(
  more: string,
  from: Partial<Place> = {},
  limits: { attempts?: number; maxBytes?: number } = {},
) {
  const kafka = memory();
  const result = await runRound({
    plan: plan(more),
    from: { since: undefined, next: undefined, ...from },
    secrets: { key: 's3cret' },
    bearer: undefined,
    producer: kafka,
    failures: 0,
    now: Date.now,
    signal: new AbortController().signal,
    turn: async () => undefined,
    firstWaitMs: 1,
    ...limits,
  });
  return { ...result, kafka };
}

describe('a round of polling', () => {
  it('follows tokens to the last page and moves the mark only there', async () => {
    answers = [
      json('{"data":{"orders":[{"id":12345678901234567890,"at":"2026-03-02T00:00:00Z"}],"cursor":"p2"}}'),
      json({ data: { orders: [{ id: 2, at: '2026-03-01T00:00:00Z', price: 1.1 }], cursor: '' } }),
    ];
    const { kafka, place } = await round(
      'records: data.orders\nnext: { token: data.cursor, as: after }\nquery: { from: "{since}", size: 2 }\nsince: { path: at, overlap: 5m }\nheaders: { x-key: "{secret:key}" }',
      { since: '2026-02-01T00:05:00Z' },
    );
    expect(kafka.values()).toEqual([
      '{"id":12345678901234567890,"at":"2026-03-02T00:00:00Z"}',
      '{"id":2,"at":"2026-03-01T00:00:00Z","price":1.1}',
    ]);
    expect(asked.map(({ url }) => url)).toEqual([
      '/orders?from=2026-02-01T00%3A00%3A00Z&size=2',
      '/orders?from=2026-02-01T00%3A00%3A00Z&size=2&after=p2',
    ]);
    expect(asked[0]!.headers['x-key']).toBe('s3cret');
    expect(kafka.notes()).toMatchObject([
      { since: '2026-02-01T00:05:00Z', next: 'p2', complete: false, records: 1 },
      { since: '2026-03-02T00:00:00Z', next: undefined, complete: true, records: 2 },
    ]);
    expect(place).toEqual({ since: '2026-03-02T00:00:00Z', next: undefined });
  });

  it('follows Link headers, addresses and page numbers', async () => {
    answers = [
      json([{ id: 1 }], { link: `<${base}/orders?page=1>; rel="prev", <${base}/orders?c=2>; rel="next"` }),
      json([{ id: 2 }]),
    ];
    expect(await round('records: .\nnext: link').catch((error: Error) => error.message)).toMatchObject({
      records: 2,
    });
    answers = [json({ rows: [{ id: 1 }], more: '/orders?c=9' }), json({ rows: [] })];
    expect((await round('records: rows\nnext: { url: more }')).pages).toBe(2);
    answers = [json([{ id: 1 }]), json([{ id: 2 }]), json([])];
    await round('records: .\nnext: { page: p, from: 0 }');
    expect(asked.slice(-3).map(({ url }) => url)).toEqual(['/orders?p=0', '/orders?p=1', '/orders?p=2']);
  });

  it('asks again while the server is busy, limits, breaks off or talks nonsense', async () => {
    answers = [
      status(503),
      status(429, { 'retry-after': '0' }),
      (request) => request.socket.destroy(),
      (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"half":');
        setTimeout(() => response.destroy(), 5);
      },
      json('<html>maintenance</html>'),
      json({ id: 1 }),
    ];
    const { kafka } = await round('', {}, { attempts: 6 });
    expect(kafka.values()).toEqual(['{"id":1}']);
    expect(asked).toHaveLength(6);
  });

  it('waits as long as Retry-After asks, in seconds or as a date', async () => {
    answers = [status(429, { 'retry-after': '1' }), json({ id: 1 })];
    const started = performance.now();
    await round('');
    expect(performance.now() - started).toBeGreaterThan(950);
    answers = [status(429, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() })];
    await expect(round('')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('gives up where asking again cannot help, and tells no secret', async () => {
    answers = [status(403, {}, 'no scope')];
    const error: unknown = await round('query: { key: "{secret:key}" }').catch((each: unknown) => each);
    expect(error).toMatchObject({ code: 'POLL_FAILED', message: expect.stringContaining('403 no scope') });
    expect(JSON.stringify(error)).not.toContain('s3cret');
    expect(asked).toHaveLength(1);
    answers = [status(302, { location: 'http://127.0.0.2/' })];
    await expect(round('')).rejects.toThrow(/302/);
    answers = [status(500)];
    await expect(round('', {}, { attempts: 3 })).rejects.toThrow(/3 attempts/);
    answers = [json({ rows: [{}], more: 'https://evil.example/x' })];
    await expect(round('records: rows\nnext: { url: more }')).rejects.toThrow(/another server/);
    answers = [json({ rows: [{}], more: 'again' })];
    await expect(round('records: rows\nnext: { token: more, as: t }')).rejects.toThrow(/came twice/);
    answers = [json({ text: 'x'.repeat(5_000) })];
    await expect(round('', {}, { maxBytes: 1_000 })).rejects.toMatchObject({ code: 'TOO_LARGE' });
    answers = [json({ rows: 'none' })];
    await expect(round('records: rows', {}, { attempts: 2 })).rejects.toThrow(/no list/);
    await expect(round('query: { key: "{secret:unset}" }')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('ends a server that answers drop by drop', async () => {
    answers = [
      (_request, response) => {
        response.writeHead(200).write('{');
        const drops = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drops));
      },
    ];
    await expect(round('timeout: 1s', {}, { attempts: 1 })).rejects.toThrow(/cut off|aborted|timeout/i);
  });

  it('reads tables as well, and sends forms and JSON', async () => {
    answers = [json('sku,price\nTEA,1.10\n')];
    expect((await round('format: csv')).kafka.values()).toEqual(['{"sku":"TEA","price":"1.10"}']);
    answers = [json({ id: 1 })];
    await round('form: { day: "{since}" }', { since: '2026-03-01' });
    expect(asked.at(-1)!.body).toBe('day=2026-03-01');
    await round('json: { filter: { key: "{secret:key}" } }');
    expect(asked.at(-1)!.body).toBe('{"filter":{"key":"s3cret"}}');
  });
});

describe('a plan', () => {
  it('with mistakes is refused with all of them', () => {
    expect(() =>
      readPlan('poll: A\nsource: x\nevery: soon\nurl: http://shop.example\nrecords: "a["', 'a.yml'),
    ).toThrow(/poll: .*every: .*url: must be https.*records: /s);
    expect(() => readPlan('poll: [', 'a.yml')).toThrow(/a\.yml/);
  });
});

it('a rate limit gives turns one after another', async () => {
  let now = 0;
  const turn = rateLimit(10, () => now);
  const { signal } = new AbortController();
  await turn(signal);
  const second = turn(signal);
  expect(await Promise.race([second.then(() => 'second'), sleep(20, 'waiting')])).toBe('waiting');
  await second;
  now = 10_000;
  await turn(signal);
});

describe('the poller', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'entrepot-polls-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('follows its folder, renews tokens, goes on where it was, and tells of failures', async () => {
    const kafka = memory();
    let granted = 0;
    const answer: Answer = (request, response) => {
      if (request.url === '/token')
        return json({ access_token: `t${++granted}`, expires_in: 3600 })(request, response, '');
      if (request.headers.authorization === 'Bearer t1') return status(401)(request, response, '');
      return json([{ n: 7 }])(request, response, '');
    };
    answers = [answer];
    const poller = startPoller({
      ...{ folder, producer: kafka, log: pino({ level: 'silent' }) },
      secrets: { key: 's3cret' },
      placeOf: async () => ({ since: '5', next: undefined }),
      ensureTopic: async () => undefined,
      lookEveryMs: 20,
      firstWaitMs: 1,
    });
    const file = join(folder, 'a.yml');
    const text = `poll: a\nsource: shop\nevery: 1s\nrate: 100\nurl: ${base}/a\nrecords: .\nquery: { since: "{since}" }\nsince: { path: n }\n`;
    await writeFile(file, `${text}token: { url: "${base}/token", form: { client_secret: "{secret:key}" } }`);

    await until(() => kafka.records.length === 1);
    expect(asked.map(({ url }) => url)).toEqual(['/token', '/a?since=5', '/token', '/a?since=5']);
    expect(asked[0]!.body).toBe('client_secret=s3cret');
    expect(kafka.notes().at(-1)).toMatchObject({ poll: 'a', since: '7', complete: true });

    answers = [status(404)];
    await writeFile(file, `${text}# changed`);
    await until(() => kafka.notes().some(({ failures }) => failures === 1));
    expect(poller.status()).toMatchObject([{ poll: 'a', failures: 1 }]);
    await rm(file);
    await until(() => poller.status().length === 0);
    await poller.stop();
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !holds(); tries++) await sleep(10);
  expect(holds()).toBe(true);
}
