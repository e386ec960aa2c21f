import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Accounts } from './accounts.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accounts-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('Accounts', () => {
  it('makes one account of each role and a screen, tells the secrets once and keeps only hashes', async () => {
    const { created } = await Accounts.open(folder);
    expect(created.map((each) => each.role)).toEqual(['executive', 'data', 'operator', 'screen']);
    const kept = await readFile(join(folder, 'accounts.json'), 'utf8');
    for (const { secret } of created) expect(kept).not.toContain(secret);
    expect((await stat(join(folder, 'accounts.json'))).mode & 0o777).toBe(0o600);
    const again = await Accounts.open(folder);
    expect(again.created).toEqual([]);
    const [executive, , , screen] = created;
    expect(await again.accounts.verify('executive', executive!.secret)).toMatchObject({ role: 'executive' });
    expect(await again.accounts.verify('data', executive!.secret)).toBeUndefined();
    expect(await again.accounts.verify('nobody', executive!.secret)).toBeUndefined();
    expect(again.accounts.deviceOf(screen!.secret)?.screen).toBe('group-overview');
    expect(again.accounts.deviceOf('x')).toBeUndefined();
  });

  it('renews a secret so that the old one stops working', async () => {
    const { accounts, created } = await Accounts.open(folder);
    const elsewhere = await Accounts.open(folder);
    const renewed = await elsewhere.accounts.renew('operator');
    expect(await accounts.verify('operator', created[2]!.secret)).toBeUndefined();
    expect(await accounts.verify('operator', renewed.secret)).toMatchObject({ user: 'operator' });
    await expect(accounts.renew('nobody')).rejects.toThrow(/nobody/);
  });

  it('says so when the file is damaged', async () => {
    await writeFile(join(folder, 'accounts.json'), '{"users": [');
    await expect(Accounts.open(folder)).rejects.toMatchObject({ code: 'DATA_DAMAGED' });
  });
});
