import { describe, expect, it } from 'vitest';
import type { AccountStore } from './accounts.ts';
import { callerOfAccount } from './caller.ts';
import { createSessions, memorySessionStore } from './sessions.ts';

function make() {
  const users = [
    { user: 'ada', name: 'Ada', role: 'data' as const, claims: { profit_centers: ['*'], shops: ['*'] } },
  ];
  const accounts: AccountStore = {
    users,
    verify: async (user, password) =>
      password === 'right' ? users.find((each) => each.user === user) : undefined,
    deviceOf: (token) =>
      token === 'device'
        ? { id: 'w', screen: 'main', name: 'W', claims: { profit_centers: [], shops: [] } }
        : undefined,
  };
  const store = memorySessionStore();
  const time = { now: 1_000 };
  return {
    users,
    store,
    time,
    sessions: createSessions({ accounts, store, clock: () => time.now, lifetimeMs: 5_000 }),
  };
}

describe('sessions', () => {
  it('last for their time, end when revoked, and follow the account', async () => {
    const { sessions, time, users } = make();
    const { token, expiresAt } = await sessions.login('ada', 'right');
    expect(expiresAt).toBe(6_000);
    const caller = await sessions.callerOf(token);
    expect(caller).toMatchObject({ role: 'data', viewer: { id: 'ada' } });
    users[0]!.claims.shops = ['s1'];
    expect((await sessions.callerOf(token))?.fingerprint).not.toBe(caller?.fingerprint);
    time.now = 6_000;
    expect(await sessions.callerOf(token)).toBeUndefined();
    const again = await sessions.login('ada', 'right');
    await sessions.logout((await sessions.callerOf(again.token))!.tokenHash);
    expect(await sessions.callerOf(again.token)).toBeUndefined();
  });

  it('keep no token that could be used', async () => {
    const { sessions, store } = make();
    const { token } = await sessions.login('ada', 'right');
    expect(await store.find(token)).toBeUndefined();
    expect(await sessions.callerOf((await sessions.callerOf(token))!.tokenHash)).toBeUndefined();
  });

  it('slow guessing down, even many guesses at once', async () => {
    const { sessions, time } = make();
    const tries = await Promise.allSettled(Array.from({ length: 15 }, () => sessions.login('ada', 'wrong')));
    const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.code : 'in'));
    expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(10);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(5);
    await expect(sessions.login('ada', 'right')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    time.now += 60_001;
    await expect(sessions.login('ada', 'right')).resolves.toBeDefined();
  });

  it('know a screen by its device token', async () => {
    const { sessions } = make();
    expect(await sessions.callerOf('device')).toMatchObject({ role: 'screen', screen: 'main' });
    expect(await sessions.callerOf('other')).toBeUndefined();
  });
});

describe('fingerprint', () => {
  it('is that of role and claims, whatever their order, and not of the person', () => {
    const caller = (user: string, shops: string[]) =>
      callerOfAccount({ user, name: user, role: 'data', claims: { profit_centers: ['*'], shops } }, '')
        .fingerprint;
    expect(caller('a', ['s1', 's2'])).toBe(caller('b', ['s2', 's1']));
    expect(caller('a', ['s1'])).not.toBe(caller('a', ['s2']));
  });
});
