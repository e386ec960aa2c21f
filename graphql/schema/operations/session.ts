import { type Caller, callerOfAccount, knownCaller } from '../../security/caller.ts';
import type { Builder } from '../builder.ts';
import { wordsEnum } from '../metrics/metric-query-input.ts';

const roles = ['executive', 'data', 'operator', 'screen'] as const;

type SessionAnswer = { token: string; expiresAt: number; caller: Caller };

/** Logging in and out, and who is logged in. */
export function addSession(builder: Builder): void {
  const viewer = builder.objectRef<Caller>('Viewer').implement({
    fields: (t) => ({
      id: t.id({ resolve: ({ viewer: { id } }) => id }),
      name: t.exposeString('name'),
      role: t.field({ type: wordsEnum(builder, 'Role', roles), resolve: ({ role }) => role }),
      language: t.string({ resolve: (caller, _arguments, { language }) => caller.language ?? language }),
      profitCenters: t.stringList({
        description: 'Profit centres the viewer may see; `*` means all.',
        resolve: ({ viewer: { claims } }) => [...(claims.profit_centers ?? [])],
      }),
      shops: t.stringList({
        description: 'Shops the viewer may see; `*` means all.',
        resolve: ({ viewer: { claims } }) => [...(claims.shops ?? [])],
      }),
    }),
  });
  const session = builder.objectRef<SessionAnswer>('Session').implement({
    fields: (t) => ({
      token: t.exposeString('token', {
        description: 'Told once; send it as `Authorization: Bearer <token>`.',
      }),
      expiresAt: t.field({
        type: 'DateTime',
        resolve: ({ expiresAt }) => new Date(expiresAt).toISOString(),
      }),
      viewer: t.field({ type: viewer, resolve: ({ caller }) => caller }),
    }),
  });
  builder.queryFields((t) => ({
    viewer: t.field({ type: viewer, resolve: (_root, _arguments, { caller }) => knownCaller(caller) }),
    serverTime: t.field({
      type: 'DateTime',
      description: 'The gateway’s clock.',
      resolve: (_root, _arguments, { services }) => new Date(services.clock()).toISOString(),
    }),
  }));
  builder.mutationFields((t) => ({
    login: t.field({
      type: session,
      args: { user: t.arg.string({ required: true }), password: t.arg.string({ required: true }) },
      resolve: async (_root, { user, password }, { services }) => {
        const { token, expiresAt, account } = await services.sessions.login(user, password);
        return { token, expiresAt, caller: callerOfAccount(account, '') };
      },
    }),
    logout: t.boolean({
      resolve: async (_root, _arguments, { services, caller }) => {
        await services.sessions.logout(knownCaller(caller).tokenHash);
        return true;
      },
    }),
  }));
}
