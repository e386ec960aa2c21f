import type { Viewer } from '#client';

/** What a tab remembers of its login. */
export type StoredSession = { token: string; viewer: Viewer };

/** Where a login is kept. */
export type SessionStore = {
  stored(): StoredSession | undefined;
  /** Keeps a login, or forgets it. */
  keep(session: StoredSession | undefined): void;
};

const key = 'entrepot.session';

/** Keeps a login in the tab, so that it is gone with the tab; `changed` hears of every other token. */
export function createSessionStore(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  changed: (token: string | undefined) => void,
): SessionStore {
  return {
    stored: () => {
      const text = storage.getItem(key);
      return text === null ? undefined : (JSON.parse(text) as StoredSession);
    },
    keep: (session) => {
      if (session === undefined) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(session));
      changed(session?.token);
    },
  };
}
