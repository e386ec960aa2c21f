import type { AuthProvider } from 'ra-core';
import type { Client, Session, Viewer } from '#client';
import type { SessionStore } from '../root/session-store.ts';

const loginDocument = `mutation login($user: String!, $password: String!) {
  login(user: $user, password: $password) {
    token
    expiresAt
    viewer { id name role language profitCenters shops }
  }
}`;

/** Pages only some roles may open; everything else is open to all, and rows are the gateway's business. */
const pagesOf: Readonly<Record<string, readonly Viewer['role'][]>> = {
  pipelines: ['DATA'],
};

/**
 * React-Admin checks again while it leads to the login, and a refusal at once would begin that way anew: React takes
 * navigation as the less urgent of the two, and the page stays empty for ten seconds.
 */
const refusalMs = 150;

/** Login by user and password; the session lives in the tab and ends with it. */
export function createAuthProvider(client: Client, sessions: SessionStore): AuthProvider {
  return {
    login: async ({ username, password }: { username: string; password: string }) => {
      const { login } = await client.query<{ login: Session }>(loginDocument, { user: username, password });
      sessions.keep({ token: login.token, viewer: login.viewer });
    },
    logout: async () => {
      // The server's session ends first; where the gateway is away, it expires by itself.
      if (sessions.stored()) await client.query('mutation logout { logout }').catch(() => undefined);
      sessions.keep(undefined);
    },
    checkAuth: async () => {
      if (sessions.stored() !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, refusalMs));
      throw new Error('ra.auth.auth_check_error');
    },
    checkError: async (error: { status?: number }) => {
      if (error.status !== 401) return;
      sessions.keep(undefined);
      throw error;
    },
    getIdentity: async () => {
      const viewer = sessions.stored()?.viewer;
      return { id: viewer?.id ?? '', fullName: viewer?.name ?? '' };
    },
    getPermissions: async () => sessions.stored()?.viewer.role,
    canAccess: async ({ resource }) => {
      const role = sessions.stored()?.viewer.role;
      const roles = pagesOf[resource];
      return role !== undefined && (roles === undefined || roles.includes(role));
    },
  };
}
