import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { EntrepotError } from '#errors';
import { connectWarehouse } from '#warehouse';
import { generateToken } from '../accounts/secret.ts';
import { type Environment, readEnvironment } from '../environment.ts';
import { spawnWarehouse } from '../local/spawn-warehouse.ts';
import { ensureWarehouseUsers } from '../local/warehouse-users.ts';
import { featuresDir, registryDir } from '../platform/folders.ts';
import { createProgress, type Progress, type Step } from '../progress.ts';
import { ensurePython } from '../training/python.ts';
import { runTraining, type TrainingJob } from '../training/run-training.ts';
import { simulatedSources } from '../training/simulated-sources.ts';
import type { Access } from '../training/training-warehouse.ts';

const lockFile = fileURLToPath(new URL('../../forecasting/training/requirements.lock', import.meta.url));
const models = ['demand', 'ad_response'];

type Options = { model: string; simulated: boolean; registry: string; seed: number };

/** `entrepot train`: forecasting models from the warehouse into the registry. */
export function trainCommand(): Command {
  return new Command('train')
    .description('train the forecasting models on the running warehouse and make them champions')
    .addOption(new Option('--model <name>', 'which one').choices(['all', ...models]).default('all'))
    .option('--simulated', 'learn from a simulated company, as the shipped models did', false)
    .option('--registry <folder>', 'where versions are written', registryDir)
    .option('--seed <n>', 'of everything random', Number, 7)
    .action(async (options: Options) => {
      const environment = readEnvironment();
      const progress = createProgress(process.stdout);
      const python = await preparePython(environment, progress);
      if (options.simulated) return trainSimulated(python, options, progress);
      const access = await runningWarehouse(environment);
      const sources = [{ name: environment.database, database: environment.database }];
      await train(python, access, sources, options, progress);
    });
}

async function preparePython({ cacheDir }: Environment, progress: Progress): Promise<string> {
  let step: Step | undefined;
  const python = await ensurePython(cacheDir, lockFile, (done, total, name) => {
    step ??= progress.step('Installing Python packages');
    step.update(done, total, name);
  });
  step?.done();
  return python;
}

async function runningWarehouse(environment: Environment): Promise<Access> {
  const { clickhouse, dataDir, warehousePort, database } = environment;
  const access = clickhouse ?? {
    url: `http://127.0.0.1:${warehousePort}`,
    user: 'platform',
    password: (await ensureWarehouseUsers(dataDir)).platform.password,
  };
  const warehouse = connectWarehouse({ ...access, database });
  const serves = await warehouse.ping();
  await warehouse.close();
  if (serves) return access;
  throw new EntrepotError('WAREHOUSE_UNREACHABLE', `No warehouse answers at ${access.url}.`, {
    fix: 'Start the platform in another terminal (npm start), or train on a simulated company: npm run train -- --simulated',
  });
}

async function trainSimulated(python: string, options: Options, progress: Progress): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-train-'));
  const usersFile = join(folder, 'users.json');
  const password = generateToken();
  await writeFile(usersFile, JSON.stringify({ platform: { password, access: 'full' } }), { mode: 0o600 });
  try {
    const warehouse = await spawnWarehouse({ path: join(folder, 'warehouse'), port: 0, usersFile });
    try {
      const access = { url: warehouse.url, user: 'platform', password };
      const step = progress.step('Simulating a company');
      const sources = await simulatedSources(access, step.update);
      step.done();
      await train(python, access, sources, options, progress);
    } finally {
      await warehouse.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function train(
  python: string,
  access: Access,
  sources: TrainingJob['sources'],
  { model, registry, seed }: Options,
  progress: Progress,
): Promise<void> {
  const job: TrainingJob = {
    ...{ url: access.url, user: access.user, password: access.password },
    ...{ features: featuresDir, registry, seed, sources },
    threads: Math.min(4, availableParallelism()),
    models: model === 'all' ? models : [model],
  };
  let current: { title: string; step: Step } | undefined;
  let note = '';
  await runTraining(python, job, (told) => {
    if (current?.title !== told.step) {
      current?.step.done(note);
      current = { title: told.step, step: progress.step(sentence(told.step)) };
    }
    note = told.note;
    current.step.update(told.done, told.total, told.note);
  });
  current?.step.done(note);
  progress.say(`The new champions lie in ${registry}; the platform serves them after its next start.`);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
