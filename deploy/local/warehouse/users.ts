import { timingSafeEqual } from 'node:crypto';

/** `read` connections are locked to reading before the first statement and cannot be lifted. */
export type Access = 'full' | 'read';
export type Users = Readonly<Record<string, { password: string; access: Access }>>;

/** What the named user may do; undefined when the name or the password is wrong, without telling which. */
export function authenticate(users: Users, name: string, password: string): Access | undefined {
  const user = Object.hasOwn(users, name) ? users[name] : undefined;
  const expected = Buffer.from(user?.password ?? '');
  const given = Buffer.from(password);
  const same = expected.length === given.length && timingSafeEqual(expected, given);
  return same ? user?.access : undefined;
}
