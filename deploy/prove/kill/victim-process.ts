import { pino } from 'pino';
import { contracts, createKafka, createProducer, shopify, startMapper, startSink } from '#ingestion';
import { connectWarehouse } from '#warehouse';
import { loadShopDirectory } from '../../platform/shops.ts';
import { builderOf } from './models.ts';
import type { Access, VictimName } from './victims.ts';

/** One role of the platform alone in a process, to be killed at any instant. It ends with its parent. */
const [role, { brokers, url, user, password, database, sinks, alertAfterMs }] = JSON.parse(
  process.argv[2]!,
) as [VictimName, Access];
process.on('disconnect', () => process.exit(0));
const log = pino({ level: 'error' }, pino.destination(2));
const kafka = createKafka({ brokers, clientId: `prove-${role}`, log });
const warehouse = connectWarehouse({ url, user, password, database });

const roles: Record<VictimName, () => Promise<{ failed: Promise<never> }>> = {
  sink: async () =>
    startSink({
      ...{ kafka, warehouse, contracts, log, exclusive: sinks === 1 },
      ...(alertAfterMs !== undefined && {
        alerts: await createProducer({ brokers, clientId: 'prove-sink', log, kafka }),
        alertAfterMs,
      }),
    }),
  mapper: async () =>
    startMapper({
      ...{ kafka, sources: [shopify], shops: await loadShopDirectory(), log },
      producer: await createProducer({ brokers, clientId: 'prove-mapper', log, kafka }),
    }),
  builder: async () => builderOf(warehouse, log).run(),
};
const { failed } = await roles[role]();
await failed;
