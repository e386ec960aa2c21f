import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ClientError, createClient, type StreamState } from './index.ts';

type Received = { body: Record<string, unknown>; headers: IncomingMessage['headers'] };
type Answer = (response: ServerResponse, received: Received) => void;

const servers: (() => void)[] = [];
afterEach(() => {
  for (const stop of servers.splice(0)) stop();
});

async function gateway(answer: Answer): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one = { body: JSON.parse(Buffer.concat(chunks).toString()), headers: request.headers };
    received.push(one);
    answer(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, received };
}

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const openStream = (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/event-stream' });

describe('query', () => {
  it('sends token and language and gives the data', async () => {
    const { url, received } = await gateway((response) =>
      json(response, 200, { data: { viewer: { id: 'a' } } }),
    );
    const client = createClient({ url, token: 'secret', language: 'zh' });
    await expect(client.query('{ viewer { id } }', { a: 1 })).resolves.toEqual({ viewer: { id: 'a' } });
    expect(received[0]).toMatchObject({
      body: { query: '{ viewer { id } }', variables: { a: 1 } },
      headers: {
        authorization: 'Bearer secret',
        'accept-language': 'zh',
        'content-type': 'application/json',
      },
    });
  });

  it('turns refusals into errors with code, remedy and choices', async () => {
    const { url } = await gateway((response) =>
      json(response, 200, {
        data: null,
        errors: [
          {
            message: 'no',
            path: ['metrics'],
            extensions: { code: 'METRIC_UNKNOWN', fix: 'F', available: ['orders'] },
          },
        ],
      }),
    );
    const error = await createClient({ url, language: 'en' })
      .query('{ a }')
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({
      code: 'METRIC_UNKNOWN',
      fix: 'F',
      available: ['orders'],
      path: ['metrics'],
    });
  });

  it('tells apart a gateway that is away, a proxy’s page and its own abort', async () => {
    const away = createClient({ url: 'http://127.0.0.1:1/graphql', language: 'en' });
    await expect(away.query('{ a }')).rejects.toMatchObject({ code: 'UNREACHABLE' });
    const { url } = await gateway((response) => response.writeHead(502).end('<html>Bad gateway</html>'));
    const client = createClient({ url, language: 'en' });
    await expect(client.query('{ a }')).rejects.toMatchObject({ code: 'UNREACHABLE', status: 502 });
    const signal = AbortSignal.abort();
    await expect(client.query('{ a }', {}, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('follows the gateway’s clock when its own is wrong', async () => {
    const { url } = await gateway((response) => {
      response.setHeader('date', 'Sun, 01 Mar 2026 12:00:00 GMT');
      json(response, 200, { data: {} });
    });
    const client = createClient({ url, language: 'en', clock: () => Date.parse('2020-01-01T00:00:00Z') });
    await client.query('{ a }');
    expect(new Date(client.now()).toISOString()).toBe('2026-03-01T12:00:00.500Z');
  });
});

describe('subscribe', () => {
  it('puts all subscriptions on one connection and hands each its own events', async () => {
    const { url, received } = await gateway((response) => {
      openStream(response);
      response.write(': heartbeat\n\nevent: next/2\nid: x\ndata: {"data":{"n":2}}\n\nevent: next/1\nda');
      setTimeout(() => response.write('ta: {"data":{"n":1}}\n\n'), 5);
    });
    const client = createClient({ url, language: 'en' });
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      const note = (name: string) => ({
        next: (data: { n: number }) => {
          seen.push(`${name}${data.n}`);
          if (seen.length === 2) resolve();
        },
      });
      client.subscribe('subscription { a }', {}, note('first'));
      client.subscribe('subscription { b }', { v: 1 }, note('second'));
    });
    expect(seen).toEqual(['second2', 'first1']);
    expect(received.map(({ body }) => body)).toEqual([
      {
        operations: [
          { id: '1', query: 'subscription { a }', variables: {} },
          { id: '2', query: 'subscription { b }', variables: { v: 1 } },
        ],
      },
    ]);
  });

  it('comes back after a break with the id of the last event it saw', async () => {
    let connections = 0;
    const { url, received } = await gateway((response) => {
      connections += 1;
      openStream(response);
      response.write(`event: next/1\nid: e${connections}\ndata: {"data":${connections}}\n\n`);
      if (connections === 1) response.end();
    });
    const client = createClient({ url, language: 'en', random: () => 0 });
    const states: StreamState[] = [];
    const stop = await new Promise<() => void>((resolve) => {
      const end = client.subscribe<number>(
        'subscription { a }',
        {},
        {
          next: (n) => n === 2 && resolve(end),
          state: (state) => states.push(state),
        },
      );
    });
    stop();
    expect(states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live', 'closed']);
    expect(received[1]?.body).toMatchObject({ operations: [{ lastEventId: 'e1' }] });
  });

  it('gives up on a refusal that would be repeated', async () => {
    const { url, received } = await gateway((response) =>
      json(response, 401, { errors: [{ message: 'log in', extensions: { code: 'UNAUTHENTICATED' } }] }),
    );
    const client = createClient({ url, language: 'en', random: () => 0 });
    const code = await new Promise<string>((resolve) => {
      let told = '';
      client.subscribe(
        'subscription { a }',
        {},
        {
          next: () => undefined,
          error: (error) => {
            told = error.code;
          },
          state: (state) => state === 'closed' && resolve(told),
        },
      );
    });
    expect(code).toBe('UNAUTHENTICATED');
    expect(received).toHaveLength(1);
  });

  it('opens a silent connection again', async () => {
    let connections = 0;
    const { url } = await gateway((response) => {
      connections += 1;
      openStream(response).flushHeaders();
      if (connections === 2) response.write('event: next/1\ndata: {"data":{"ok":true}}\n\n');
    });
    const { createLiveStream } = await import('./live-stream.ts');
    const stream = createLiveStream({
      random: () => 0,
      silenceMs: 50,
      open: (operations, signal) =>
        fetch(url, { method: 'POST', body: JSON.stringify({ operations }), signal }),
    });
    await new Promise<void>((resolve) => {
      const end = stream.subscribe(
        'subscription { a }',
        {},
        {
          next: () => {
            end();
            resolve();
          },
        },
      );
    });
    expect(connections).toBe(2);
  });
});
