import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'lossless-json';
import type { Logger } from 'pino';
import {
  auditOffsets,
  type Body,
  type Contract,
  createKafka,
  createProducer,
  encodeEvent,
  ensureIngestionTopics,
  exampleBody,
  type KeyedRecord,
  migrateTables,
  outgoing,
  startSink,
  validateEvent,
} from '#ingestion';
import { connectWarehouse, type Warehouse } from '#warehouse';
import type { ExerciseEngines } from '../../exercise-engines.ts';
import { damage, isUtf8, mutateJson } from '../../testing/mutate-json.ts';
import { differences } from './stored-values.ts';

export type ViolationTally = { events: number; stored: number; refused: number; faults: string[] };

export type FuzzOptions = {
  contracts: readonly Contract[];
  /** Events of all contracts together. */
  count: number;
  random: () => number;
  log: Logger;
};

type Sent = { body: Buffer; fulfils: boolean };

const database = 'prove_fuzz';
const time = '2026-03-01T09:30:00Z';

/**
 * Sends wrong events of every contract through Kafka and the sink. Each offset must be stored once; in its table exactly
 * where the edge's validator takes the event too, and then with the values that were sent; else in quarantine, with a reason.
 */
export async function fuzzEvents(
  engines: ExerciseEngines,
  { contracts, count, random, log }: FuzzOptions,
): Promise<ViolationTally> {
  const { brokers, warehouseUrl: url, user, password } = engines;
  const system = connectWarehouse({ url, user, password, database: 'default' });
  await system.command(`create database ${database}`);
  const warehouse = connectWarehouse({ url, user, password, database });
  const kafka = createKafka({ brokers, clientId: 'fuzz', log });
  const producer = await createProducer({ brokers, clientId: 'fuzz', log, kafka });
  await ensureIngestionTopics(kafka, { contracts, sources: [], partitions: 1 });
  await migrateTables(warehouse, contracts);
  const sink = startSink({ kafka, warehouse, contracts, log, exclusive: true });
  const tally: ViolationTally = { events: 0, stored: 0, refused: 0, faults: [] };
  try {
    const each = Math.ceil(count / contracts.length);
    const sent = new Map<Contract, Sent[]>();
    for (const contract of contracts) {
      const events = Array.from({ length: each }, () => wrongEvent(contract, random));
      await producer.send(
        contract.topic,
        events.map(({ record }) => record),
      );
      sent.set(contract, events);
      tally.events += each;
    }
    await untilStored(warehouse, contracts, tally.events);
    const audits = await auditOffsets(warehouse, contracts);
    for (const { topic, exact } of audits) if (!exact) tally.faults.push(`${topic}: not every offset once`);
    for (const [contract, events] of sent) await compare(warehouse, contract, events, tally);
    return tally;
  } finally {
    await sink.stop();
    await producer.close();
    await Promise.all([warehouse.close(), system.close()]);
  }
}

function wrongEvent(contract: Contract, random: () => number): Sent & { record: KeyedRecord } {
  const body = exampleBody(contract);
  const text = Buffer.from(random() < 0.02 ? JSON.stringify(body) : mutateJson(body, random));
  const bytes = random() < 0.2 ? damage(text, random) : text;
  const said = entityOf(contract, bytes) ?? String(body[contract.entity]);
  const { headers } = encodeEvent(outgoing(contract, { body, source: 'fuzz', time, version: 1 }));
  // Kafka's headers are text; what no header can hold is no id of ours.
  const record = { key: 'k', value: bytes, headers: { ...headers, ce_entityid: said } };
  return { body: bytes, fulfils: edgeTakes(contract, bytes), record };
}

/** The document; of a member that is written twice the first counts, as in the warehouse. */
function read(bytes: Uint8Array): Record<string, unknown> {
  const text = new TextDecoder('utf-8').decode(bytes);
  JSON.parse(text); // the stricter reader of the two
  const first = { parseNumber: Number, onDuplicateKey: ({ oldValue }: { oldValue: unknown }) => oldValue };
  return parse(text, undefined, first) as Record<string, unknown>;
}

/** Whether a member is written twice, not alike. */
function isTwice(bytes: Uint8Array): boolean {
  return JSON.stringify(read(bytes)) !== JSON.stringify(JSON.parse(new TextDecoder('utf-8').decode(bytes)));
}

/** The id as the body says it, where it can be read. */
function entityOf(contract: Contract, bytes: Buffer): string | undefined {
  try {
    const id = (read(bytes) as Record<string, unknown> | null)?.[contract.entity];
    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch {
    return undefined;
  }
}

function edgeTakes(contract: Contract, bytes: Buffer): boolean {
  if (!isUtf8(bytes)) return false;
  try {
    const body = read(bytes) as Body<Contract>;
    validateEvent({ contract, body, source: 'fuzz', time, version: 1 });
    return true;
  } catch {
    return false;
  }
}

async function compare(
  warehouse: Warehouse,
  contract: Contract,
  sent: readonly Sent[],
  tally: ViolationTally,
): Promise<void> {
  const rows = await warehouse.rows<Record<string, unknown>>(`select * from ${contract.table}`);
  const refusals = await warehouse.rows<{ offset: string; reason: string }>(
    `select _offset as offset, reason from ${contract.quarantineTable}`,
  );
  tally.stored += rows.length;
  tally.refused += refusals.length;
  const fault = (offset: number, what: string) =>
    tally.faults.push(
      `${contract.topic}/${offset}: ${what}: ${sent[offset]!.body.toString('utf8').slice(0, 2_000)}`,
    );
  for (const { offset, reason } of refusals) {
    const { fulfils, body } = sent[Number(offset)]!;
    if (fulfils && !(isTwice(body) && reason.includes('written twice')))
      fault(Number(offset), `refused, but the edge takes it (${reason})`);
    else if (reason === '' || reason.includes('replay it'))
      fault(Number(offset), `refused without a reason (${reason})`);
  }
  for (const row of rows) {
    const { body, fulfils } = sent[Number(row._offset)]!;
    if (!fulfils) fault(Number(row._offset), 'stored, but the edge refuses it');
    else {
      const wrong = differences(contract, row, read(body));
      if (wrong.length > 0) fault(Number(row._offset), `stored as something else (${wrong.join('; ')})`);
    }
  }
}

async function untilStored(
  warehouse: Warehouse,
  contracts: readonly Contract[],
  events: number,
): Promise<void> {
  const tables = contracts.flatMap(({ table, quarantineTable }) => [table, quarantineTable]);
  const sql = `select ${tables.map((table) => `(select count() from ${table})`).join(' + ')} as n`;
  let before = -1;
  for (let unchanged = 0; unchanged < 120; unchanged++) {
    const [row] = await warehouse.rows<{ n: string }>(sql);
    const stored = Number(row!.n);
    if (stored >= events) return;
    if (stored !== before) unchanged = 0;
    before = stored;
    await sleep(500);
  }
}
