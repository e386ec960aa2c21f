import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Accounts } from './accounts.ts';
import { fileSessionStore } from './file-sessions.ts';

describe('sessions in the data folder', () => {
  let dataDir: string;
  let accounts: Accounts;
  let now = 0;
  const open = () => fileSessionStore(dataDir, accounts, () => now);
  const session = (tokenHash: string, expiresAt = 1_000) => ({ tokenHash, user: 'data', expiresAt });

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'entrepot-sessions-'));
    ({ accounts } = await Accounts.open(dataDir));
    now = 0;
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('survive the process, for nobody but their owner to read', async () => {
    const store = open();
    await Promise.all(['a', 'b', 'c'].map((token) => store.save(session(token))));
    await store.remove('c');
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((token) => open().find(token)));
    expect([a?.user, b?.user, c]).toEqual(['data', 'data', undefined]);
    expect((await stat(join(dataDir, 'sessions.json'))).mode & 0o777).toBe(0o600);
  });

  it('end with their password', async () => {
    await open().save(session('a'));
    await accounts.renew('executive');
    expect(await open().find('a')).toBeDefined();
    await accounts.renew('data');
    expect(await open().find('a')).toBeUndefined();
  });

  it('are dropped when their time is over', async () => {
    const store = open();
    await store.save(session('old', 10));
    now = 20;
    await store.save(session('new'));
    expect(await open().find('old')).toBeUndefined();
    expect(await open().find('new')).toBeDefined();
  });

  it('of a damaged file are none', async () => {
    await writeFile(join(dataDir, 'sessions.json'), '{"half');
    expect(await open().find('a')).toBeUndefined();
    await open().save(session('a'));
    expect(await open().find('a')).toBeDefined();
  });
});
