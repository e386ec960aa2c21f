import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { readEnvironment } from '../environment.ts';
import { freePort } from '../local/ports.ts';
import { createProgress } from '../progress.ts';
import { start } from '../supervisor/start.ts';

/** A whole installation, as `npm start` makes it, in a folder of its own. */
export type PlatformUnderTest = {
  url: string;
  /** The wall screen with its device token. */
  wallUrl: string;
  accounts: Record<'executive' | 'data' | 'operator', { user: string; password: string }>;
};

declare module 'vitest' {
  interface ProvidedContext {
    platform: PlatformUnderTest;
  }
}

/** Vitest's global set-up for browser tests: the company's history is short, everything else is as it is at home. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'entrepot-platform-'));
  const environment = {
    ...readEnvironment(),
    dataDir,
    port: await freePort(),
    kafkaPort: await freePort(),
    warehousePort: await freePort(),
  };
  const from = new Date(Date.now() - 120 * 86_400_000).toISOString().slice(0, 10);
  const options = { empty: false, simulate: false, companyArgs: ['--from', from, '--skus', '600'] };
  const started = await start(
    environment,
    options,
    createProgress(process.stderr),
    pino({ level: 'silent' }),
  );
  const secretOf = (user: string) => started.created.find((each) => each.user === user)!.secret;
  const account = (user: string) => ({ user, password: secretOf(user) });
  project.provide('platform', {
    url: started.url,
    wallUrl: `${started.url}/wall/?screen=group-overview#token=${secretOf('wall')}`,
    accounts: { executive: account('executive'), data: account('data'), operator: account('operator') },
  });
  return async () => {
    await started.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
