import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { EntrepotError, explain } from '#errors';
import { contracts, createProducer } from '#ingestion';
import { untilSignal } from '../signals.ts';
import { report } from '../supervisor/milestones.ts';
import { type CompanyProgress, runCompany } from './index.ts';

type Options = {
  brokers: string;
  data: string;
  seed?: number;
  skus?: number;
  from?: string;
  until?: string;
  rate?: number | 'max';
  ordersPerDay?: number;
  unitsPerDay?: number;
  partitions: number;
};

const whole = (low: number, high: number) => (text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new InvalidArgumentError(`Give a whole number from ${low} to ${high}.`);
};

const date = (text: string) => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('Give a date like 2025-01-31.');
};

const rate = (text: string) => {
  const value = Number(text);
  if (text === 'max') return text;
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Give events per second, or «max».');
};

const program = new Command('company')
  .description('the simulated company: writes its history to Kafka, then goes on living')
  .requiredOption('--brokers <list>', 'Kafka, host:port, separated by commas')
  .requiredOption('--data <folder>', "the installation's data folder")
  .option('--seed <n>', 'another company of the same kind', whole(0, 2_147_483_647))
  .option('--skus <n>', 'SKUs it sells, up to 10000', whole(50, 10_000))
  .option('--from <date>', 'first day of its history', date)
  .option('--until <date>', 'last day of its history; it does not live on then', date)
  .option('--rate <n>', 'live events per second, or «max»', rate)
  .option('--orders-per-day <n>', 'orders a day in old history', whole(1, 1_000_000))
  .option('--units-per-day <n>', 'units sold a day', whole(100, 10_000_000))
  .option('--partitions <n>', 'of topics that do not exist yet', whole(1, 1_000), 2)
  .parse();

const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

let last = 0;
const onProgress = (progress: CompanyProgress) => {
  const { phase, done, total } = progress;
  if (phase === 'history' && Date.now() - last < 200) return;
  last = Date.now();
  say(progress);
  report('history', done, total, phase === 'live');
};

async function main(): Promise<void> {
  const { brokers, data, partitions, ...settings } = program.opts<Options>();
  const ended = untilSignal();
  const log = pino({ name: 'company', level: 'info' });
  const producer = await createProducer({ brokers: brokers.split(','), clientId: 'company', log });
  await producer.ensureTopics(
    contracts.map(({ topic }) => topic),
    { partitions },
  );
  const company = await runCompany({ settings, dataDir: data, producer, log, clock: Date.now, onProgress });
  try {
    await Promise.race([ended, company.failed]);
  } finally {
    await company.stop();
    await producer.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof EntrepotError ? explain(error) : error);
  process.exitCode = 1;
}
// An IPC channel to the supervisor would keep the process alive.
if (process.connected) process.disconnect();
