import type { Logger } from 'pino';
import type { Builder } from '#models';
import type { Environment } from '../../environment.ts';
import type { Connections } from '../connections.ts';

export const roleNames = ['map', 'collect', 'ingest', 'build', 'forecast', 'gateway', 'watch'] as const;
export type RoleName = (typeof roleNames)[number];

export type RoleContext = Connections & {
  environment: Environment;
  log: Logger;
  /** The builder of this process, once a role has made it. */
  shared: Map<'builder', Builder>;
};

export type RunningRole = { stop(): Promise<void>; failed: Promise<never> };

/** Starts a role; `beside` names the roles of the same process. */
export type StartRole = (context: RoleContext, beside: readonly RoleName[]) => Promise<RunningRole>;
