import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { callerOfAccount } from '../security/caller.ts';
import { createHub, type Hub, type HubOptions, type LiveOperation } from './hub.ts';

type Asked = { operations: LiveOperation[]; shops: string[]; valid: boolean };
type Source = { push(result: ExecutionResult): void; stopped: boolean };

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A hub behind a real server; each execution is driven by the test. */
async function serve(options: Partial<HubOptions> = {}) {
  const sources: Source[] = [];
  const next: Asked = { operations: [{ query: 'a' }], shops: ['*'], valid: true };
  const hub: Hub = createHub({
    run: async (_request, _caller, signal) => {
      const queue: ExecutionResult[] = [];
      let wake = () => {};
      const source: Source = {
        push: (result) => {
          queue.push(result);
          wake();
        },
        stopped: false,
      };
      signal.addEventListener('abort', () => {
        source.stopped = true;
        wake();
      });
      sources.push(source);
      return (async function* () {
        while (!signal.aborted) {
          const result = queue.shift();
          if (result) yield result;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      })();
    },
    failure: (thrown) => ({ errors: [thrown as never] }),
    passes: () => false,
    isState: ({ query }) => query !== 'happening',
    heartbeatMs: 40,
    lingerMs: 30,
    ...options,
  });
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const { operations, shops, valid } = next;
    const caller = callerOfAccount(
      { user: 'u', name: 'u', role: 'data', claims: { profit_centers: [], shops } },
      '',
    );
    hub.attach(response, operations, caller, async () => valid);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    hub.close();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const open = async (asked: Partial<Asked> = {}) => {
    Object.assign(next, { operations: [{ query: 'a' }], shops: ['*'], valid: true }, asked);
    const response = await new Promise<IncomingMessage>((resolve) => {
      get({ port, host: '127.0.0.1', agent: false }, resolve);
    });
    const stream = { text: '', ended: false, response };
    response.on('data', (chunk) => {
      stream.text += chunk;
    });
    response.on('end', () => {
      stream.ended = true;
    });
    await wait(20);
    return stream;
  };
  return { hub, sources, open };
}

const value = (n: number): ExecutionResult => ({ data: { n } });

describe('hub', () => {
  it('runs a question once for all with the same rights, and sends all the same bytes', async () => {
    const { hub, sources, open } = await serve();
    const one = await open();
    const two = await open({ operations: [{ query: 'a', variables: {} }] });
    const other = await open({ shops: ['s1'] });
    expect(sources).toHaveLength(2);
    sources[0]?.push(value(1));
    await expect.poll(() => one.text).toContain('data: {"data":{"n":1}}');
    await expect.poll(() => two.text).toContain('data: {"data":{"n":1}}');
    expect(two.text.replaceAll(':\n\n', '')).toBe(one.text.replaceAll(':\n\n', ''));
    expect(other.text).not.toContain('data');
    expect(hub.counts()).toEqual({ connections: 3, subscriptions: 2 });
  });

  it('gives a newcomer the present state, unless it has seen it', async () => {
    const { sources, open } = await serve();
    const one = await open();
    sources[0]?.push(value(1));
    await expect.poll(() => one.text).toContain('id: ');
    const lastEventId = /id: (.*)/.exec(one.text)![1];
    expect((await open()).text).toContain('{"n":1}');
    expect((await open({ operations: [{ query: 'a', lastEventId }] })).text).not.toContain('{"n":1}');
    expect((await open({ operations: [{ query: 'a', lastEventId: 'of another gateway' }] })).text).toContain(
      '{"n":1}',
    );
  });

  it('names the operations of a connection that carries several', async () => {
    const { sources, open } = await serve();
    const stream = await open({
      operations: [
        { id: 'x', query: 'a' },
        { id: 'y', query: 'b' },
      ],
    });
    sources[1]?.push(value(2));
    await expect.poll(() => stream.text).toContain('event: next/y\n');
    expect(stream.text).not.toContain('next/x');
  });

  it('stops an execution some time after the last listener left', async () => {
    const { hub, sources, open } = await serve();
    const one = await open();
    one.response.destroy();
    await wait(10);
    await open();
    expect(sources).toHaveLength(1);
    expect(sources[0]?.stopped).toBe(false);
    const two = await open();
    two.response.destroy();
    await wait(60);
    expect(hub.counts().subscriptions).toBe(1);
    stops.splice(0).forEach((stop) => {
      stop();
    });
    expect(sources[0]?.stopped).toBe(true);
  });

  it('beats, and ends the stream of a session that is over', async () => {
    const { open } = await serve();
    const alive = await open();
    const over = await open({ valid: false });
    await expect.poll(() => alive.text).toContain(':\n\n');
    await expect.poll(() => over.ended).toBe(true);
    expect(alive.ended).toBe(false);
  });

  it('tells a refusal and completes', async () => {
    const { hub, open } = await serve({ run: async () => ({ errors: [{ message: 'no' } as never] }) });
    const stream = await open();
    await expect.poll(() => stream.ended).toBe(true);
    expect(stream.text).toMatch(
      /event: next\nid: .*\ndata: {"errors":\[{"message":"no"}\]}\n\nevent: complete\n/,
    );
    expect(hub.counts().subscriptions).toBe(0);
  });

  it('keeps only the latest figure for a slow reader, but every happening', async () => {
    for (const [query, kept] of [
      ['a', 'latest'],
      ['happening', 'every'],
    ] as const) {
      const { sources, open } = await serve();
      const stream = await open({ operations: [{ query }] });
      stream.response.pause();
      const padding = 'x'.repeat(100_000);
      const count = 100;
      for (let n = 1; n <= count; n++) {
        sources[0]?.push({ data: { n, padding } });
        if (n % 10 === 0) await wait(5);
      }
      stream.response.resume();
      await expect.poll(() => stream.text, { timeout: 5_000 }).toContain(`{"n":${count},`);
      const seen = stream.text.match(/"n":\d+/g)!.length;
      if (kept === 'every') expect(seen).toBe(count);
      else expect(seen).toBeLessThan(count);
    }
  });
});
