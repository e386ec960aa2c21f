import { createHash, randomBytes } from 'node:crypto';
import { EntrepotError } from '#errors';
import type { Account, AccountStore } from './accounts.ts';
import { type Caller, callerOfAccount, callerOfDevice } from './caller.ts';

export type StoredSession = { tokenHash: string; user: string; expiresAt: number };

/** Where sessions are kept: memory by default, shared storage where several gateways run. */
export type SessionStore = {
  save(session: StoredSession): Promise<void>;
  find(tokenHash: string): Promise<StoredSession | undefined>;
  remove(tokenHash: string): Promise<void>;
};

export type Sessions = {
  /** A new session; refuses a wrong name or password, and guessing. */
  login(user: string, password: string): Promise<{ token: string; expiresAt: number; account: Account }>;
  logout(tokenHash: string): Promise<void>;
  /** Who a token belongs to; undefined for one that is unknown, expired or revoked. */
  callerOf(token: string): Promise<Caller | undefined>;
};

export type SessionOptions = {
  accounts: AccountStore;
  store: SessionStore;
  clock: () => number;
  /** How long a session lasts. */
  lifetimeMs: number;
};

const guesses = { allowed: 10, windowMs: 60_000 };

/** Logs people in and recognises tokens. Only hashes of tokens are kept, so that a copied store opens nothing. */
export function createSessions({ accounts, store, clock, lifetimeMs }: SessionOptions): Sessions {
  const failures = new Map<string, number[]>();
  return {
    login: async (user, password) => {
      const now = clock();
      const recent = (failures.get(user) ?? []).filter((at) => now - at < guesses.windowMs);
      if (recent.length >= guesses.allowed) {
        throw new EntrepotError('RATE_LIMITED', 'Too many wrong passwords for this account.', {
          fix: 'Wait a minute and try again.',
        });
      }
      // Counted before the password is looked at, so that many guesses at once do not slip through together.
      failures.set(user, [...recent, now]);
      if (failures.size > 10_000) forgetOld(failures, now);
      const account = await accounts.verify(user, password);
      if (!account) {
        throw new EntrepotError('UNAUTHENTICATED', 'Name or password is wrong.', {
          fix: 'Check both; `entrepot password <name>` makes a new password.',
        });
      }
      failures.delete(user);
      const token = randomBytes(32).toString('base64url');
      const expiresAt = now + lifetimeMs;
      await store.save({ tokenHash: hashToken(token), user: account.user, expiresAt });
      return { token, expiresAt, account };
    },
    logout: (tokenHash) => store.remove(tokenHash),
    callerOf: async (token) => {
      const tokenHash = hashToken(token);
      const session = await store.find(tokenHash);
      if (session && session.expiresAt > clock()) {
        const account = accounts.users.find((each) => each.user === session.user);
        return account && callerOfAccount(account, tokenHash);
      }
      if (session) await store.remove(tokenHash);
      const device = accounts.deviceOf(token);
      return device && callerOfDevice(device, tokenHash);
    },
  };
}

/** Sessions that end with the process. */
export function memorySessionStore(): SessionStore {
  const sessions = new Map<string, StoredSession>();
  return {
    save: async (session) => {
      sessions.set(session.tokenHash, session);
    },
    find: async (tokenHash) => sessions.get(tokenHash),
    remove: async (tokenHash) => {
      sessions.delete(tokenHash);
    },
  };
}

function forgetOld(failures: Map<string, number[]>, now: number): void {
  for (const [user, times] of failures) {
    if (times.every((at) => now - at >= guesses.windowMs)) failures.delete(user);
  }
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
