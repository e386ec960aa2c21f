// The gateway

// What it is handed
export type { BuildStatus, ModelRun, ModelStatus, Publish, TopicStatus } from './schema/ports.ts';
export type {
  Account,
  AccountStore,
  Claims,
  Device,
  ScreenDefinition,
  ScreenStore,
} from './security/accounts.ts';
export type { Limits } from './security/limits.ts';
export type { SessionStore, StoredSession } from './security/sessions.ts';
export type { AsyncApiDocument } from './server/async-api-document.ts';
export type { GatewayOptions, LiveModels } from './server/options.ts';
export { type RunningGateway, startGateway } from './server/start-gateway.ts';
export type { Webhook } from './server/webhook-route.ts';
