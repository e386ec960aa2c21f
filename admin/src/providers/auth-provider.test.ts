import { describe, expect, it } from 'vitest';
import { type Client, ClientError, type Viewer } from '#client';
import { createSessionStore } from '../root/session-store.ts';
import { createAuthProvider } from './auth-provider.ts';

const viewerOf = (role: Viewer['role']): Viewer => ({
  id: 'ada',
  name: 'Ada Okafor',
  role,
  language: 'en',
  profitCenters: ['*'],
  shops: ['*'],
});

function signedInAs(role: Viewer['role'] | undefined, refusal?: ClientError) {
  const kept = new Map<string, string>();
  const tokens: (string | undefined)[] = [];
  const sessions = createSessionStore(
    {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    (token) => tokens.push(token),
  );
  if (role) sessions.keep({ token: 'old', viewer: viewerOf(role) });
  const asked: string[] = [];
  const client = {
    query: async (document: string) => {
      asked.push(document);
      if (refusal) throw refusal;
      return { login: { token: 'new', expiresAt: '2027-01-01T00:00:00Z', viewer: viewerOf('DATA') } };
    },
  } as unknown as Client;
  return { auth: createAuthProvider(client, sessions), sessions, tokens, asked, kept };
}

const request = new Request('http://localhost/');

describe('a login', () => {
  it('keeps token and viewer, and hands the token on', async () => {
    const { auth, sessions, tokens } = signedInAs(undefined);
    await auth.login({ username: 'ada', password: 'right' });
    expect(sessions.stored()).toEqual({ token: 'new', viewer: viewerOf('DATA') });
    expect(tokens).toEqual(['new']);
    await expect(auth.checkAuth({})).resolves.toBeUndefined();
    expect(await auth.getIdentity?.()).toEqual({ id: 'ada', fullName: 'Ada Okafor' });
  });

  it('that is refused keeps nothing and tells why', async () => {
    const refusal = new ClientError('UNAUTHENTICATED', 'User or password is wrong.');
    const { auth, kept } = signedInAs(undefined, refusal);
    await expect(auth.login({ username: 'ada', password: 'wrong' })).rejects.toThrow('User or password');
    expect(kept.size).toBe(0);
    await expect(auth.checkAuth({})).rejects.toThrow();
  });
});

describe('a logout', () => {
  it('ends the session at the gateway and in the tab', async () => {
    const { auth, sessions, tokens, asked } = signedInAs('DATA');
    await auth.logout({});
    expect(asked).toEqual(['mutation logout { logout }']);
    expect(sessions.stored()).toBeUndefined();
    expect(tokens.at(-1)).toBeUndefined();
  });

  it('works while the gateway is away', async () => {
    const { auth, sessions } = signedInAs('DATA', new ClientError('UNREACHABLE', 'The gateway is away.'));
    await auth.logout({});
    expect(sessions.stored()).toBeUndefined();
  });
});

describe('an error', () => {
  it('ends the session only where the gateway no longer knows it', async () => {
    const { auth, sessions } = signedInAs('DATA');
    await auth.checkError({ status: 403 });
    await auth.checkError({ status: 500 });
    expect(sessions.stored()).toBeDefined();
    await expect(auth.checkError({ status: 401 })).rejects.toEqual({ status: 401 });
    expect(sessions.stored()).toBeUndefined();
  });
});

describe('access', () => {
  it.each([
    ['EXECUTIVE', false],
    ['DATA', true],
    ['OPERATOR', false],
  ] as const)('of %s to the pipelines: %s', async (role, may) => {
    const { auth } = signedInAs(role);
    expect(await auth.canAccess?.({ resource: 'pipelines', action: 'list', signal: request.signal })).toBe(
      may,
    );
    expect(await auth.canAccess?.({ resource: 'orders', action: 'list', signal: request.signal })).toBe(true);
  });

  it('is refused to nobody in particular', async () => {
    const { auth } = signedInAs(undefined);
    expect(await auth.canAccess?.({ resource: 'orders', action: 'list', signal: request.signal })).toBe(
      false,
    );
  });
});
