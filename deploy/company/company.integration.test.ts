import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { expect, inject, it } from 'vitest';
import { contracts, createKafka, encodeEvent } from '#ingestion';
import { dayLength } from './days.ts';
import { Random } from './random.ts';
import { settle } from './run/settings.ts';
import { beginning, Simulation } from './simulation/simulation.ts';
import { createWorld } from './world/world.ts';

const log = pino({ level: 'silent' });
const program = fileURLToPath(new URL('./main.ts', import.meta.url));
// Another seed than other tests', whose events lie in the same topics.
const settings = { seed: 977, skus: 150, unitsPerDay: 2_000, from: '2026-01-01', until: '2026-02-20' };

/** What the company must have written, from the same code in this process. */
function expected(): Map<string, { topic: string; key: string; value: string }> {
  const { settings: fixed, plan } = settle(settings, undefined, Date.now());
  const simulation = new Simulation(createWorld(fixed), plan, beginning(plan.firstDay));
  const all = new Map<string, { topic: string; key: string; value: string }>();
  const end = plan.gaps[0]!.to;
  for (let at = beginning(plan.firstDay); at < end; ) {
    at = Math.min(end, at + 3 * dayLength);
    for (const { event } of simulation.advance(at)) {
      if (!event) continue;
      const outgoing = event();
      const { key, value, headers } = encodeEvent(outgoing);
      all.set(headers.ce_id!, { topic: outgoing.contract.topic, key, value });
    }
  }
  return all;
}

/** Starts the company; kills it after a while, or waits until its history is told. True when it was. */
async function runFor(dataDir: string, killAfterMs: number | undefined): Promise<boolean> {
  const { kafkaBrokers } = inject('engines');
  const options = Object.entries(settings).flatMap(([name, value]) => [
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    String(value),
  ]);
  const child = spawn(
    process.execPath,
    [program, '--brokers', kafkaBrokers.join(','), '--data', dataDir, ...options],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let told = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const done = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (!output.includes('"phase":"live"')) return;
      told = true;
      child.kill('SIGTERM');
    });
  });
  if (killAfterMs !== undefined) {
    await Promise.race([sleep(killAfterMs), done]);
    child.kill('SIGKILL');
  }
  await done;
  if (killAfterMs === undefined) expect(told, output).toBe(true);
  return told;
}

async function consume(wanted: ReadonlySet<string>) {
  const kafka = createKafka({ brokers: inject('engines').kafkaBrokers, clientId: 'company-test', log });
  const consumer = kafka.consumer({ groupId: `company-test-${Date.now()}` });
  const seen = new Map<string, { topic: string; key: string; value: string }>();
  const places = new Map<string, Set<number>>();
  let deliveries = 0;
  await consumer.connect();
  await consumer.subscribe({ topics: contracts.map(({ topic }) => topic), fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch }) => {
      for (const { key, value, headers } of batch.messages) {
        const id = String(headers?.ce_id);
        if (!wanted.has(id)) continue;
        deliveries++;
        seen.set(id, { topic: batch.topic, key: String(key), value: String(value) });
        const entity = `${batch.topic} ${key}`;
        places.set(entity, (places.get(entity) ?? new Set()).add(batch.partition));
      }
    },
  });
  const deadline = Date.now() + 60_000;
  while (seen.size < wanted.size && Date.now() < deadline) await sleep(200);
  await consumer.disconnect();
  return { seen, places, deliveries };
}

it('has everything in Kafka after kills at random instants, each entity in one partition', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'entrepot-company-'));
  try {
    const random = new Random(Date.now());
    for (let kill = 0; kill < 4; kill++) {
      if (await runFor(dataDir, 700 + random.between(0, 1_500))) break;
    }
    await runFor(dataDir, undefined);
    const all = expected();
    expect(all.size).toBeGreaterThan(20_000);
    const { seen, places, deliveries } = await consume(new Set(all.keys()));
    expect(seen.size).toBe(all.size);
    for (const [id, record] of seen) expect(record).toEqual(all.get(id));
    expect([...places.values()].every((partitions) => partitions.size === 1)).toBe(true);
    expect(deliveries).toBeGreaterThanOrEqual(all.size);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
