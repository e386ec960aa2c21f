import { readFileSync, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SessionStore } from '#graphql';
import type { Accounts } from './accounts.ts';

const shape = z.array(
  z.object({
    tokenHash: z.string(),
    user: z.string(),
    expiresAt: z.number(),
    /** Which password the session was opened with; another one ends it. */
    password: z.string(),
  }),
);
type Kept = z.infer<typeof shape>[number];

const mostSessions = 10_000;

/**
 * Sessions in the data folder: a restart logs nobody out, a new password does. The file holds hashes only; one that
 * cannot be read is no reason not to start, people log in again.
 */
export function fileSessionStore(
  dataDir: string,
  accounts: Pick<Accounts, 'passwordMark'>,
  clock: () => number,
): SessionStore {
  const path = join(dataDir, 'sessions.json');
  let sessions = new Map<string, Kept>();
  let readAt = 0;
  let written = Promise.resolve();

  const current = (): Map<string, Kept> => {
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changedAt !== readAt && changedAt > 0) {
      readAt = changedAt;
      sessions = new Map(read(path).map((each) => [each.tokenHash, each]));
    }
    return sessions;
  };
  const write = (change: (sessions: Map<string, Kept>) => void): Promise<void> => {
    const next = written.then(async () => {
      change(current());
      const living = [...sessions.values()].filter(({ expiresAt }) => expiresAt > clock());
      living.sort((a, b) => b.expiresAt - a.expiresAt);
      const kept = living.slice(0, mostSessions);
      sessions = new Map(kept.map((each) => [each.tokenHash, each]));
      await writeFile(`${path}.new`, JSON.stringify(kept), { mode: 0o600 });
      await rename(`${path}.new`, path);
      readAt = statSync(path).mtimeMs;
    });
    // One that failed is told to its caller and does not hold up the next.
    written = next.catch(() => undefined);
    return next;
  };

  return {
    save: (session) => {
      const password = accounts.passwordMark(session.user);
      return write((all) => void all.set(session.tokenHash, { ...session, password }));
    },
    find: async (tokenHash) => {
      const session = current().get(tokenHash);
      return session && session.password === accounts.passwordMark(session.user) ? session : undefined;
    },
    remove: (tokenHash) => write((all) => void all.delete(tokenHash)),
  };
}

function read(path: string): Kept[] {
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return [];
  }
}
