import { createHash } from 'node:crypto';
import { EntrepotError } from '#errors';
import type { Viewer } from '#models';
import type { Account, Device } from './accounts.ts';

/** Whoever sent a request, once a token told who it is. */
export type Caller = {
  /** What row policy is compiled for. */
  viewer: Viewer;
  name: string;
  role: Account['role'] | 'screen';
  /** Preferred language of the account, where it has one. */
  language: string | undefined;
  /** The one screen a device may read. */
  screen: string | undefined;
  /** Two callers with the same fingerprint get the same answer to the same question. */
  fingerprint: string;
  /** Unguessable name of the session or device, for logging out and for the bucket of costs. */
  tokenHash: string;
};

export function callerOfAccount(account: Account, tokenHash: string): Caller {
  const viewer = { id: account.user, role: account.role, claims: account.claims };
  return {
    viewer,
    name: account.name,
    role: account.role,
    language: account.language,
    screen: undefined,
    fingerprint: fingerprintOf(viewer),
    tokenHash,
  };
}

export function callerOfDevice(device: Device, tokenHash: string): Caller {
  const viewer = { id: device.id, role: 'screen', claims: device.claims };
  return {
    viewer,
    name: device.name,
    role: 'screen',
    language: undefined,
    screen: device.screen,
    fingerprint: fingerprintOf(viewer),
    tokenHash,
  };
}

/** Depends on everything a policy can read, and on nothing else, so that screens with equal rights share answers. */
function fingerprintOf({ role, claims }: Viewer): string {
  const sorted = Object.entries(claims)
    .map(([claim, members]) => [claim, [...members].sort()] as const)
    .sort(([a], [b]) => a.localeCompare(b));
  return createHash('sha256')
    .update(JSON.stringify([role, sorted]))
    .digest('base64url');
}

/** The caller, or the refusal a stranger gets. */
export function knownCaller(caller: Caller | undefined): Caller {
  if (caller) return caller;
  throw new EntrepotError('UNAUTHENTICATED', 'This needs a login.', {
    fix: 'Log in with the mutation `login` and send its token as `Authorization: Bearer <token>`.',
  });
}

/** The caller, if it has one of these roles. */
export function callerWithRole(caller: Caller | undefined, ...roles: Caller['role'][]): Caller {
  const known = knownCaller(caller);
  if (roles.includes(known.role)) return known;
  throw new EntrepotError('FORBIDDEN', `The role «${known.role}» may not do this.`, {
    asked: known.role,
    available: roles,
    fix: 'Log in with an account of one of these roles.',
  });
}
