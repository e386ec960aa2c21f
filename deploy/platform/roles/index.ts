import { startBuildRole } from './build.ts';
import { startCollectRole } from './collect.ts';
import type { RoleName, StartRole } from './context.ts';
import { startForecastRole } from './forecast.ts';
import { startGatewayRole } from './gateway.ts';
import { startIngestRole } from './ingest.ts';
import { startMapRole } from './map.ts';
import { startWatchRole } from './watch.ts';

export { type RoleContext, type RoleName, roleNames } from './context.ts';

/** Every role of the platform, in the order in which data passes them; nobody waits for the one that watches. */
export const roles: Readonly<Record<RoleName, StartRole>> = {
  map: startMapRole,
  collect: startCollectRole,
  ingest: startIngestRole,
  build: startBuildRole,
  forecast: startForecastRole,
  gateway: startGatewayRole,
  watch: startWatchRole,
};
