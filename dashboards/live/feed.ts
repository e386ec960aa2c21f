import type { Client, ClientError, MetricResult, ResourceChange, StreamState, TickerOrder } from '#client';
import type { RiskData } from '../panels/risk/risk.ts';
import type { PanelDefinition, ScreenDefinition } from '../screen/definition.ts';
import { changesDocument, metricsDocument, riskDocument, tickerDocument } from './documents.ts';
import { metricInput } from './metric-input.ts';
import { type MetricTable, readTable } from './metric-table.ts';

/** What a feed may use; the tests and the endurance run hand it a client of their own. */
export type FeedContext = {
  client: Pick<Client, 'query' | 'subscribe' | 'now'>;
  screen: ScreenDefinition;
};

/** Where a feed's figures go. */
export type Sink<Data> = {
  /** New data; `watermark` says up to when they are complete, in server milliseconds. */
  data(data: Data, watermark: number | undefined): void;
  state(state: StreamState): void;
  error(error: ClientError): void;
};

/** Opens the source of a panel's data; the function returned closes it. */
export type Feed<Data> = (context: FeedContext, panel: PanelDefinition, sink: Sink<Data>) => () => void;

/** Metrics, pushed whenever the watermark of what they read advances. */
export const metricsFeed: Feed<MetricTable> = ({ client, screen }, panel, sink) =>
  client.subscribe<{ metrics: MetricResult }>(
    metricsDocument,
    { input: metricInput(panel, screen) },
    {
      next: ({ metrics }) => {
        const { watermark } = metrics.freshness;
        sink.data(readTable(metrics), watermark === null ? undefined : Date.parse(watermark));
      },
      error: sink.error,
      state: sink.state,
    },
  );

/** The newest orders. They are complete up to the newest one among them. */
export const tickerFeed: Feed<readonly TickerOrder[]> = ({ client }, panel, sink) =>
  client.subscribe<{ orderTicker: TickerOrder[] }>(
    tickerDocument,
    { first: panel.limit ?? 12 },
    {
      next: ({ orderTicker }) => {
        const newest = Math.max(...orderTicker.map(({ placedAt }) => Date.parse(placedAt)));
        sink.data(orderTicker, Number.isFinite(newest) ? newest : undefined);
      },
      error: sink.error,
      state: sink.state,
    },
  );

/** Seconds after which stock risks are asked for again even if no change was announced. */
const riskRefresh = 60;

/** SKUs about to run out: asked for at first, when the SKUs' model has changed, and each minute. */
export const riskFeed: Feed<RiskData> = ({ client }, panel, sink) => {
  const stop = new AbortController();
  let asking = false;
  const ask = async () => {
    if (asking) return;
    asking = true;
    try {
      const variables = { first: panel.limit ?? 5, days: Number(panel.options.days ?? 14) };
      const options = { signal: stop.signal };
      type Answer = { skus: Omit<RiskData, 'known'>; known: { totalCount: number } };
      const { skus, known } = await client.query<Answer>(riskDocument, variables, options);
      sink.data({ ...skus, known: known.totalCount }, client.now());
    } catch (thrown) {
      if (!stop.signal.aborted) sink.error(thrown as ClientError);
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void ask(), riskRefresh * 1_000);
  const unsubscribe = client.subscribe<{ resourceChanged: ResourceChange }>(
    changesDocument,
    { resources: ['skus'] },
    { next: () => void ask(), error: sink.error, state: sink.state },
  );
  void ask();
  return () => {
    clearInterval(timer);
    stop.abort();
    unsubscribe();
  };
};
