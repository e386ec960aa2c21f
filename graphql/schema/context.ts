import type { Logger } from 'pino';
import type { Catalogue, MetricAnswer, MetricQuery, Viewer } from '#models';
import type { Warehouse } from '#warehouse';
import type { WatermarkWatcher } from '../live/watermark-watcher.ts';
import type { ScreenStore } from '../security/accounts.ts';
import type { Caller } from '../security/caller.ts';
import type { Sessions } from '../security/sessions.ts';
import type { Entity } from './entities/entity.ts';
import type { EntityLoaders, RunStatement } from './entities/loaders.ts';
import type { BuildStatus, Publish, TopicStatus } from './ports.ts';

/** What all requests share. */
export type Services = {
  /** Logs in as a user that can only read. */
  warehouse: Warehouse;
  /** Currency of the company's reports. */
  reportingCurrency: string;
  catalogue(): Catalogue;
  answerMetrics(query: MetricQuery, viewer: Viewer, signal: AbortSignal): Promise<MetricAnswer>;
  sessions: Sessions;
  screens: ScreenStore;
  publish: Publish;
  ingestStatus(): Promise<readonly TopicStatus[]>;
  buildStatus(): Promise<BuildStatus>;
  watermarks: WatermarkWatcher;
  log: Logger;
  clock: () => number;
  /** How long one statement may take. */
  statementTimeoutMs: number;
  /** How long a mutation waits until its event can be read. */
  readableTimeoutMs: number;
};

/** What one request knows. */
export type Context = {
  services: Services;
  caller: Caller | undefined;
  language: string;
  /** Ends when the client has gone or the time is up; running statements are cancelled with it. */
  signal: AbortSignal;
  /** The exposed models of the schema that answers. */
  entities: readonly Entity[];
  run: RunStatement;
  /** Made at first use: most requests ask metrics only. */
  loaders(): EntityLoaders;
};
