import type { Kafka } from 'kafkajs';
import { EntrepotError, messageOf } from '#errors';
import { stringLiteral, type Warehouse } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { contractsStored, internalNames } from '../tables/index.ts';

export type PartitionStatus = {
  partition: number;
  /** The offset that Kafka will give to the next event. */
  end: number;
  /** The offset to be stored next. */
  next: number;
  lagOffsets: number;
};

export type TopicStatus = {
  topic: string;
  table: string;
  partitions: PartitionStatus[];
  lagOffsets: number;
  /** Age of the youngest event stored, while there are events waiting; 0 when all are stored. */
  lagSeconds: number;
  rows: number;
  quarantined: number;
  /** Events that carried fields their contract does not know. */
  drifted: number;
  /** Kafka's timestamp of the youngest event stored. */
  lastEventAt: string | undefined;
};

export type StatusOptions = {
  kafka: Kafka;
  warehouse: Warehouse;
  contracts: readonly Contract[];
  now?: () => number;
};

type Stored = Record<'table' | 'partition' | 'next' | 'rows' | 'drifted' | 'last', string>;

/**
 * How far each topic has got, as Kafka's offsets and the warehouse's rows tell it; cheap whatever the history.
 *
 * @throws KAFKA_UNREACHABLE, WAREHOUSE_UNREACHABLE
 */
export async function ingestStatus({
  kafka,
  warehouse,
  contracts,
  now = Date.now,
}: StatusOptions): Promise<TopicStatus[]> {
  const ends = await endOffsets(kafka, contracts);
  // What Kafka never had, no table holds: nobody is asked about it.
  const begun = contracts.filter(({ topic }) => ends.get(topic)?.some(({ end }) => end > 0));
  const stored = await storedOffsets(warehouse, await contractsStored(warehouse, begun));
  return contracts.map((contract) => {
    const own = stored.filter((row) => row.table === contract.table);
    const refused = stored.filter((row) => row.table === internalNames(contract).refused);
    const both = [...own, ...refused];
    const partitions = (ends.get(contract.topic) ?? []).map(({ partition, end }) => {
      const next = Math.max(
        0,
        ...both.filter((row) => Number(row.partition) === partition).map((row) => Number(row.next)),
      );
      return { partition, end, next, lagOffsets: Math.max(0, end - next) };
    });
    const lagOffsets = partitions.reduce((sum, { lagOffsets: lag }) => sum + lag, 0);
    const last = Math.max(0, ...both.map((row) => Number(row.last)));
    return {
      topic: contract.topic,
      table: contract.table,
      partitions,
      lagOffsets,
      lagSeconds: lagOffsets === 0 || last === 0 ? 0 : Math.max(0, (now() - last) / 1_000),
      rows: sum(own, 'rows'),
      quarantined: sum(refused, 'rows'),
      drifted: sum(own, 'drifted'),
      lastEventAt: last === 0 ? undefined : new Date(last).toISOString(),
    };
  });
}

async function storedOffsets(warehouse: Warehouse, contracts: readonly Contract[]): Promise<Stored[]> {
  const select = (table: string, drifted: string) =>
    `select ${stringLiteral(table)} as table, _partition as partition, max((_batch_last, _batch_first, _ingested_at)).1 + 1 as next, count() as rows, ${drifted} as drifted, toUnixTimestamp64Milli(max(_timestamp)) as last from ${table} group by _partition`;
  if (contracts.length === 0) return [];
  const selects = contracts.flatMap((contract) => [
    select(contract.table, "countIf(ext != '')"),
    select(internalNames(contract).refused, 'toUInt64(0)'),
  ]);
  return warehouse.rows<Stored>(selects.join(' union all '));
}

async function endOffsets(kafka: Kafka, contracts: readonly Contract[]) {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const existing = new Set(await admin.listTopics());
    const ends = new Map<string, { partition: number; end: number }[]>();
    for (const { topic } of contracts.filter((contract) => existing.has(contract.topic))) {
      const offsets = await admin.fetchTopicOffsets(topic);
      const sorted = offsets.map(({ partition, high }) => ({ partition, end: Number(high) }));
      ends.set(
        topic,
        sorted.sort((a, b) => a.partition - b.partition),
      );
    }
    return ends;
  } catch (cause) {
    throw new EntrepotError(
      'KAFKA_UNREACHABLE',
      `Kafka did not say how far its topics go: ${messageOf(cause)}`,
      {
        fix: 'Check that the broker runs and is reachable.',
        cause,
      },
    );
  } finally {
    await admin.disconnect();
  }
}

function sum(rows: readonly Stored[], field: 'rows' | 'drifted'): number {
  return rows.reduce((total, row) => total + Number(row[field]), 0);
}
