import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { createClient } from '#client';
import { createProducer, type OutgoingEvent } from '#ingestion';
import { readEnvironment } from '../environment.ts';
import { freePort } from '../local/ports.ts';
import { createProgress } from '../progress.ts';
import { brokersOf, start } from '../supervisor/start.ts';
import { orderEvent } from './order-event.ts';

const orderDocument = 'query order($id: ID!) { order(orderId: $id) { orderId } }';
/** One screen asks for all it waits for at once, as many as its cost allows. */
const askedAtOnce = 10;
const places = Array.from({ length: askedAtOnce }, (_, index) => index);
const ordersDocument = `query orders(${places.map((at) => `$id${at}: ID!`).join(', ')}) {
  ${places.map((at) => `o${at}: order(orderId: $id${at}) { orderId }`).join('\n  ')}
}`;
const warmUpSeconds = 10;
const probeEveryMs = 500;
/** Each look takes the warehouse some ten milliseconds. */
const pollEveryMs = 100;

/**
 * Time from handing an order to Kafka until a GraphQL answer holds it: through the sink, the typed table and the
 * incremental model of orders. Arguments: events per second (1000) and seconds (60).
 */
export async function bench(args: readonly string[]): Promise<void> {
  const perSecond = Number(args[0] ?? 1_000);
  const seconds = Number(args[1] ?? 60);
  const log = pino({ level: 'silent' });
  const dataDir = await mkdtemp(join(tmpdir(), 'entrepot-freshness-'));
  const environment = {
    ...readEnvironment(),
    dataDir,
    port: await freePort(),
    kafkaPort: await freePort(),
    warehousePort: await freePort(),
  };
  const started = await start(
    environment,
    { empty: true, simulate: false, companyArgs: [] },
    createProgress(process.stderr),
    log,
  );
  const producer = await createProducer({
    brokers: brokersOf(environment).split(','),
    clientId: 'freshness',
    log,
  });
  try {
    const secret = started.created.find(({ user }) => user === 'data')!.secret;
    const client = createClient({ url: `${started.url}/graphql`, language: 'en' });
    const { login } = await client.query<{ login: { token: string } }>(
      'mutation login($password: String!) { login(user: "data", password: $password) { token } }',
      { password: secret },
    );
    client.setToken(login.token);
    await untilServed(client);
    const stopping = new AbortController();
    const load = produceSteadily(producer, perSecond, stopping.signal);
    await sleep(warmUpSeconds * 1_000);
    const probing = new AbortController();
    const waiting = new Map<string, number>();
    const watched = watch(client, waiting, probing.signal);
    // Awaited below; a failure before must not end the process past the clean-up.
    watched.catch(() => undefined);
    for (let probe = 0; probe < (seconds * 1_000) / probeEveryMs; probe++) {
      const event = orderEvent(`probe-${probe}`);
      waiting.set(String(event.body.order_id), performance.now());
      await producer.publish([event]);
      await sleep(probeEveryMs);
    }
    probing.abort();
    const latencies = await watched.finally(() => stopping.abort());
    const sent = await load;
    console.log(summary(latencies, sent, perSecond, seconds + warmUpSeconds));
  } finally {
    await producer.close();
    await started.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

type Publisher = { publish(events: readonly OutgoingEvent[]): Promise<void> };
type Asker = { query<T>(document: string, variables: Record<string, unknown>): Promise<T> };

/** Waits until the model of orders has been built for the first time. */
async function untilServed(client: Asker): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(orderDocument, { id: 'none' });
      return;
    } catch (error) {
      if (attempt === 300) throw error;
      await sleep(200);
    }
  }
}

/** Asks for the orders that are waited for until there are none and no more will come; returns how long each took. */
async function watch(client: Asker, waiting: Map<string, number>, ended: AbortSignal): Promise<number[]> {
  const latencies: number[] = [];
  while (waiting.size > 0 || !ended.aborted) {
    await sleep(pollEveryMs);
    const asked = [...waiting.keys()].slice(0, askedAtOnce);
    if (asked.length === 0) continue;
    const variables = Object.fromEntries(places.map((at) => [`id${at}`, asked[at] ?? 'none']));
    const answer = await client.query<Record<string, { orderId: string } | null>>(ordersDocument, variables);
    for (const order of Object.values(answer)) {
      const begun = order ? waiting.get(order.orderId) : undefined;
      if (begun === undefined) continue;
      latencies.push(performance.now() - begun);
      waiting.delete(order!.orderId);
    }
    const oldest = Math.min(...waiting.values());
    if (performance.now() - oldest > 60_000)
      throw new Error('an order did not become visible within a minute');
  }
  return latencies;
}

/** Sends in slices of 50 ms; returns how many events were sent. */
async function produceSteadily(producer: Publisher, perSecond: number, signal: AbortSignal): Promise<number> {
  const begun = performance.now();
  let sent = 0;
  while (!signal.aborted) {
    const due = Math.floor(((performance.now() - begun) / 1_000) * perSecond);
    const events = Array.from({ length: due - sent }, (_, index) => orderEvent(`load-${sent + index}`));
    if (events.length > 0) await producer.publish(events);
    sent = due;
    await sleep(50);
  }
  return sent;
}

function summary(latencies: number[], sent: number, perSecond: number, seconds: number): string {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number) =>
    `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!)} ms`;
  return [
    `freshness, produce → GraphQL answer, at ${perSecond} events/s asked, ${Math.round(sent / seconds)}/s sent:`,
    `  p50 ${at(0.5)}   p90 ${at(0.9)}   p99 ${at(0.99)}   max ${at(1)}   (${sorted.length} probes)`,
    '  limit in the same run: the builder looks every 200 ms, the sink gathers for at least 100 ms',
  ].join('\n');
}
