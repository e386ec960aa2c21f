import { type Feed, metricsFeed, riskFeed, tickerFeed } from '../live/feed.ts';
import type { PanelKindName } from '../screen/definition.ts';
import { createCounter } from './counter/counter.ts';
import { createMap } from './map/map.ts';
import type { Panel, PanelSite } from './panel.ts';
import { createRanking } from './ranking/ranking.ts';
import { createRisk } from './risk/risk.ts';
import { createTable } from './table/table.ts';
import { createTicker } from './ticker/ticker.ts';
import { createTrend } from './trend/trend.ts';

/** A panel kind with its data's type sealed in: feeds can only be joined to panels that show what they give. */
export type PanelKind = { use<Result>(visit: <Data>(parts: Parts<Data>) => Result): Result };

type Parts<Data> = {
  feed: Feed<Data>;
  create(site: PanelSite): Panel<Data>;
  /** Least milliseconds between two drawings; people cannot follow a ranking that moves each second. */
  pace: number;
};

function kind<Data>(parts: Parts<Data>): PanelKind {
  return { use: (visit) => visit(parts) };
}

/** Every panel kind there is. A screen's definition chooses among them and knows nothing else of the code. */
export const kinds: Record<PanelKindName, PanelKind> = {
  counter: kind({ feed: metricsFeed, create: createCounter, pace: 1_000 }),
  trend: kind({ feed: metricsFeed, create: createTrend, pace: 5_000 }),
  ranking: kind({ feed: metricsFeed, create: createRanking, pace: 3_000 }),
  map: kind({ feed: metricsFeed, create: createMap, pace: 2_000 }),
  ticker: kind({ feed: tickerFeed, create: createTicker, pace: 1_000 }),
  table: kind({ feed: metricsFeed, create: createTable, pace: 3_000 }),
  risk: kind({ feed: riskFeed, create: createRisk, pace: 3_000 }),
};
