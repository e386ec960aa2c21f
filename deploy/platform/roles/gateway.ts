import { type GatewayOptions, startGateway } from '#graphql';
import { asyncApi, contracts, createWebhookDoor, ingestStatus, LiveSources, sources } from '#ingestion';
import { Accounts } from '../../accounts/accounts.ts';
import { fileSessionStore } from '../../accounts/file-sessions.ts';
import { staticDirs } from '../../front-ends.ts';
import { screens } from '../../screens.ts';
import { report } from '../../supervisor/milestones.ts';
import { readBuildStatus } from '../build-status.ts';
import { sourceFolders } from '../folders.ts';
import { followModels } from '../live-models.ts';
import { builderOf } from './build.ts';
import type { StartRole } from './context.ts';

/** The only door to the data for people and programs. */
export const startGatewayRole: StartRole = async (context) => {
  const { environment, kafka, producer, reader, warehouse } = context;
  const log = context.log.child({ role: 'gateway' });
  const { accounts } = await Accounts.open(environment.dataDir);
  const live = new LiveSources({ folders: sourceFolders(environment), builtIn: sources, log });
  const models = await followModels(builderOf(context), warehouse, log);
  const options: GatewayOptions = {
    warehouse: reader,
    models,
    reportingCurrency: environment.reportingCurrency,
    publish: (events) => producer.publish(events),
    accounts,
    sessions: fileSessionStore(environment.dataDir, accounts, Date.now),
    screens,
    ingestStatus: async () => {
      const topics = await ingestStatus({ kafka, warehouse: reader, contracts });
      return topics.map(({ partitions, lastEventAt, ...topic }) => ({
        ...topic,
        partitions: partitions.length,
        lastEventAt: lastEventAt ?? null,
      }));
    },
    buildStatus: () => readBuildStatus(reader),
    webhook: createWebhookDoor({
      ...{ producer, log },
      sources: () => live.now(),
      secrets: environment.webhookSecrets,
    }),
    asyncApi: asyncApi(contracts),
    staticDirs,
    host: environment.host,
    port: environment.port,
    log,
  };
  const gateway = await startGateway(options);
  report('serving', 1, 1, true, gateway.url);
  return {
    failed: new Promise<never>(() => undefined),
    stop: async () => {
      await gateway.stop();
      await models.stop();
    },
  };
};
