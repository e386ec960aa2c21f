import type { AuthProvider } from 'ra-core';
import type { Client, Session, Viewer } from '#client';
import { keepSession, storedSession } from '../root/gateway.ts';

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

/** Login by user and password; the session lives in the tab and ends with it. */
export function createAuthProvider(client: Client): AuthProvider {
  return {
    login: async ({ username, password }: { username: string; password: string }) => {
      const { login } = await client.query<{ login: Session }>(loginDocument, { user: username, password });
      keepSession({ token: login.token, viewer: login.viewer });
    },
    logout: async () => {
      // The server's session ends first; where the gateway is away, it expires by itself.
      if (storedSession()) await client.query('mutation logout { logout }').catch(() => undefined);
      keepSession(undefined);
    },
    checkAuth: async () => {
      if (storedSession() === undefined) throw new Error('ra.auth.auth_check_error');
    },
    checkError: async (error: { status?: number }) => {
      if (error.status !== 401) return;
      keepSession(undefined);
      throw error;
    },
    getIdentity: async () => {
      const viewer = storedSession()?.viewer;
      return { id: viewer?.id ?? '', fullName: viewer?.name ?? '' };
    },
    getPermissions: async () => storedSession()?.viewer.role,
    canAccess: async ({ resource }) => {
      const role = storedSession()?.viewer.role;
      const roles = pagesOf[resource];
      return role !== undefined && (roles === undefined || roles.includes(role));
    },
  };
}
