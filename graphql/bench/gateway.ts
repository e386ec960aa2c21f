import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

/** What is asked. The limits are those of the design's reference: 40 µs trivial and 85 µs for a list, quiet machine. */
const questions = {
  trivial: '{ __typename }',
  'list of 100 rows': `{ orders(first: 100) { nodes {
    orderId channel shopId profitCenter country status placedAt totalAmount } } }`,
  'metric answer, 1,000 x 8': `{ metrics(input: {metrics: ["x"], time: {preset: TODAY}}) {
    rowCount columns { name kind type strings numbers decimals } freshness { watermark } } }`,
} as const;

const connections = 20;
const warmUp = 2_000;

type Served = { process: ChildProcess; port: number; token: string };
type Usage = { cpu: NodeJS.CpuUsage; rss: number };
export type GatewayFigures = {
  question: string;
  server: string;
  cpuMicroseconds: number;
  p99Ms: number;
  bytes: number;
};

/**
 * CPU per request and p99 of the gateway with all guards on, beside plain Yoga over the same schema and data in the
 * same run. The warehouse answers at once, so that only the gateway's own work is measured.
 */
export async function bench(args: readonly string[] = []): Promise<GatewayFigures[]> {
  const requests = Number(args[0] ?? 10_000);
  const figures: GatewayFigures[] = [];
  const servers = { gateway: await serve('gateway'), 'plain Yoga': await serve('yoga') };
  try {
    for (const [question, query] of Object.entries(questions)) {
      for (const [server, served] of Object.entries(servers)) {
        await drive(served, query, warmUp);
        const before = await usageOf(served);
        const { times, bytes } = await drive(served, query, requests);
        const after = await usageOf(served);
        const cpu = after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system;
        times.sort((a, b) => a - b);
        figures.push({
          question,
          server,
          cpuMicroseconds: Math.round((cpu / requests) * 10) / 10,
          p99Ms: Math.round(times[Math.floor(times.length * 0.99)]! * 100) / 100,
          bytes,
        });
      }
    }
    console.table(figures);
  } finally {
    for (const { process: child } of Object.values(servers)) child.disconnect();
  }
  return figures;
}

async function serve(kind: 'gateway' | 'yoga'): Promise<Served> {
  const child = fork(join(import.meta.dirname, 'serve.ts'), [kind], {
    env: { NODE_ENV: 'production' },
  });
  const [{ port, token }] = (await once(child, 'message')) as [{ port: number; token: string }];
  return { process: child, port, token };
}

async function usageOf({ process: child }: Served): Promise<Usage> {
  const answer = once(child, 'message');
  child.send('usage');
  return ((await answer) as [Usage])[0];
}

async function drive({ port, token }: Served, query: string, requests: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const body = Buffer.from(JSON.stringify({ query }));
  const times: number[] = [];
  let left = requests;
  let bytes = 0;
  const worker = async () => {
    while (left-- > 0) {
      const started = performance.now();
      bytes = await ask(agent, port, token, body);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return { times, bytes };
}

function ask(agent: Agent, port: number, token: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      authorization: `Bearer ${token}`,
    };
    const sent = request(
      { agent, port, host: '127.0.0.1', path: '/graphql', method: 'POST', headers },
      (response) => {
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
        });
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(size)
            : reject(new Error(`HTTP status ${response.statusCode}`)),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

if (import.meta.main) await bench(process.argv.slice(2));
