import { describe, expect, it, vi } from 'vitest';
import { ClientError, type StreamHandlers, type Variables } from '#client';
import type { PanelDefinition } from '../screen/definition.ts';
import { parseDefinition } from '../screen/parse-definition.ts';
import { metricsFeed, riskFeed, tickerFeed } from './feed.ts';

const panel = (kind: string, more = {}) => ({
  id: 'p',
  panel: kind,
  slot: 'all',
  title: { en: 'Panel' },
  metrics: ['orders'],
  ...more,
});
const screenWith = (...panels: unknown[]) =>
  parseDefinition({
    id: 's',
    title: { en: 'Screen' },
    currency: 'EUR',
    layouts: [{ name: 'one', canvas: [100, 100], slots: { all: [0, 0, 100, 100] } }],
    panels,
  });

/** A gateway of one subscription whose events the test sends itself. */
function gateway(answer: () => Promise<unknown> = async () => ({})) {
  const asked: { document: string; variables: Variables }[] = [];
  let handlers: StreamHandlers<unknown> | undefined;
  const client = {
    now: () => 5_000_000,
    query: async <T>(document: string, variables: Variables = {}) => {
      asked.push({ document, variables });
      return (await answer()) as T;
    },
    subscribe: <T>(document: string, variables: Variables, given: StreamHandlers<T>) => {
      asked.push({ document, variables });
      handlers = given as StreamHandlers<unknown>;
      return () => {
        handlers = undefined;
      };
    },
  };
  return {
    client,
    asked,
    send: (data: unknown) => handlers?.next(data),
    isOpen: () => handlers !== undefined,
  };
}

function open<Data>(
  feed: (
    context: { client: ReturnType<typeof gateway>['client']; screen: ReturnType<typeof screenWith> },
    panel: PanelDefinition,
    sink: {
      data(data: Data, watermark: number | undefined): void;
      state(): void;
      error(error: ClientError): void;
    },
  ) => () => void,
  source: ReturnType<typeof gateway>,
  definition: unknown,
) {
  const screen = screenWith(definition);
  const received: { data: Data; watermark: number | undefined }[] = [];
  const errors: ClientError[] = [];
  const close = feed({ client: source.client, screen }, screen.panels[0]!, {
    data: (data, watermark) => received.push({ data, watermark }),
    state: () => undefined,
    error: (error) => errors.push(error),
  });
  return { received, errors, close };
}

describe('metricsFeed', () => {
  it('asks the panel’s question and hands on the answer with its watermark', () => {
    const source = gateway();
    const { received, close } = open(metricsFeed, source, panel('counter'));
    expect(source.asked[0]?.variables).toMatchObject({
      input: { metrics: ['orders'], time: { preset: 'TODAY' } },
    });
    source.send({
      metrics: { columns: [], rowCount: 0, freshness: { watermark: '2026-03-01T00:00:00.000Z' } },
    });
    source.send({ metrics: { columns: [], rowCount: 0, freshness: { watermark: null } } });
    expect(received.map(({ watermark }) => watermark)).toEqual([
      Date.parse('2026-03-01T00:00:00Z'),
      undefined,
    ]);
    close();
    expect(source.isOpen()).toBe(false);
  });
});

describe('tickerFeed', () => {
  it('is complete up to its newest order, whatever the order of the list', () => {
    const source = gateway();
    const { received } = open(tickerFeed, source, panel('ticker'));
    source.send({
      orderTicker: [{ placedAt: '2026-03-01T00:00:01Z' }, { placedAt: '2026-03-01T00:00:09Z' }],
    });
    source.send({ orderTicker: [] });
    expect(received.map(({ watermark }) => watermark)).toEqual([
      Date.parse('2026-03-01T00:00:09Z'),
      undefined,
    ]);
  });
});

describe('riskFeed', () => {
  it('asks at once, on a change and each minute, and never after it was closed', async () => {
    vi.useFakeTimers();
    const source = gateway(async () => ({ skus: { totalCount: 0, nodes: [] }, known: { totalCount: 7 } }));
    const { received, close } = open(riskFeed, source, panel('risk', { options: { days: 9 }, limit: 3 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(received).toEqual([{ data: { totalCount: 0, nodes: [], known: 7 }, watermark: 5_000_000 }]);
    expect(source.asked.at(-1)?.variables).toEqual({ first: 3, days: 9 });
    source.send({ resourceChanged: { resource: 'skus' } });
    await vi.advanceTimersByTimeAsync(0);
    expect(received).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(received).toHaveLength(3);
    close();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(received).toHaveLength(3);
    vi.useRealTimers();
  });

  it('hands on a refusal and keeps asking', async () => {
    vi.useFakeTimers();
    let refused = true;
    const source = gateway(async () => {
      if (refused) throw new ClientError('TIMEOUT', 'Too slow.');
      return { skus: { totalCount: 0, nodes: [] }, known: { totalCount: 0 } };
    });
    const { received, errors, close } = open(riskFeed, source, panel('risk'));
    await vi.advanceTimersByTimeAsync(0);
    expect(errors.map(({ code }) => code)).toEqual(['TIMEOUT']);
    refused = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(received).toHaveLength(1);
    close();
    vi.useRealTimers();
  });
});
