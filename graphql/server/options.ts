import type { Logger } from 'pino';
import type { AnalysedProject, Catalogue } from '#models';
import type { Warehouse } from '#warehouse';
import type { ExposedModels } from '../schema/entities/entities-of-project.ts';
import type { BuildStatus, Publish, TopicStatus } from '../schema/ports.ts';
import type { AccountStore, ScreenStore } from '../security/accounts.ts';
import type { Limits } from '../security/limits.ts';
import type { SessionStore } from '../security/sessions.ts';
import type { AsyncApiDocument } from './async-api-document.ts';
import type { Webhook } from './webhook-route.ts';

/** Models and metrics as they are now; a changed file shows without a restart. */
export type LiveModels = {
  project(): ExposedModels;
  /** The same with columns and their lineage, for the documentation. */
  analysed?(): AnalysedProject;
  catalogue(): Catalogue;
  /** Calls the listener after either has changed; the returned function ends it. */
  onChange(listener: () => void): () => void;
};

export type GatewayOptions = {
  /** Logs in as a user that can only read. */
  warehouse: Warehouse;
  models: LiveModels;
  /** Currency of the company's reports. */
  reportingCurrency: string;
  /** Writes events to Kafka. */
  publish: Publish;
  accounts: AccountStore;
  /** Default: sessions end with the process. */
  sessions?: SessionStore;
  screens: ScreenStore;
  ingestStatus(): Promise<readonly TopicStatus[]>;
  buildStatus(): Promise<BuildStatus>;
  webhook?: Webhook | undefined;
  asyncApi: AsyncApiDocument;
  /** Built front ends. */
  staticDirs: { admin?: string | undefined; wall?: string | undefined };
  host: string;
  /** 0 for any free one. */
  port: number;
  log: Logger;
  clock?: () => number;
  limits?: Partial<Limits>;
  /** How often watermarks are looked at. Default 150 ms. */
  watermarkEveryMs?: number;
};
