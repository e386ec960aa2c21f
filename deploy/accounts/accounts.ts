import { readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EntrepotError } from '#errors';
import { generatePassword, generateToken, hashPassword, hashToken, verifyPassword } from './secret.ts';

const claims = z.object({ profit_centers: z.array(z.string()), shops: z.array(z.string()) });

const userShape = z.object({
  user: z.string(),
  name: z.string(),
  role: z.enum(['executive', 'data', 'operator']),
  claims,
  password: z.string(),
});

const deviceShape = z.object({
  id: z.string(),
  screen: z.string(),
  name: z.string(),
  claims,
  token: z.string(),
});

const fileShape = z.object({ users: z.array(userShape), devices: z.array(deviceShape) });

export type Account = Omit<z.infer<typeof userShape>, 'password'>;
export type Device = Omit<z.infer<typeof deviceShape>, 'token'>;
type AccountsFile = z.infer<typeof fileShape>;

/** What is told once, when it is made, and never again. */
export type NewSecret = { user: string; role: string; secret: string };

const everything = { profit_centers: ['*'], shops: ['*'] };

/** Accounts of a fresh installation: one of each role, and one wall screen. */
const firstUsers: readonly Account[] = [
  { user: 'executive', name: 'Executive', role: 'executive', claims: everything },
  { user: 'data', name: 'Data team', role: 'data', claims: everything },
  {
    user: 'operator',
    name: 'Shop operator',
    role: 'operator',
    claims: { profit_centers: ['*'], shops: ['shopify_us'] },
  },
];
const firstDevice: Device = { id: 'wall', screen: 'group-overview', name: 'Wall screen', claims: everything };

/**
 * People and screens that may log in, kept in the data folder; secrets only as hashes. A secret renewed by another
 * process holds at once: the file is read again whenever it has changed.
 */
export class Accounts {
  readonly #path: string;
  #file: AccountsFile;
  #readAt = 0;

  private constructor(path: string, file: AccountsFile) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens the accounts of a data folder; a fresh one gets the first accounts, whose secrets are returned. */
  static async open(dataDir: string): Promise<{ accounts: Accounts; created: NewSecret[] }> {
    const path = join(dataDir, 'accounts.json');
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text !== undefined) return { accounts: new Accounts(path, parse(path, text)), created: [] };
    await mkdir(dataDir, { recursive: true });
    const accounts = new Accounts(path, { users: [], devices: [] });
    const created: NewSecret[] = [];
    for (const user of firstUsers) {
      const secret = generatePassword();
      accounts.#file.users.push({ ...user, password: await hashPassword(secret) });
      created.push({ user: user.user, role: user.role, secret });
    }
    const token = generateToken();
    accounts.#file.devices.push({ ...firstDevice, token: hashToken(token) });
    created.push({ user: firstDevice.id, role: 'screen', secret: token });
    await accounts.#save();
    return { accounts, created };
  }

  get users(): readonly Account[] {
    return this.#current().users;
  }

  get devices(): readonly Device[] {
    return this.#current().devices;
  }

  /** The account, if name and password are right. Takes as long for an unknown name. */
  async verify(user: string, password: string): Promise<Account | undefined> {
    const account = this.#current().users.find((each) => each.user === user);
    const kept = account?.password ?? (await decoy);
    const matches = await verifyPassword(password, kept);
    return matches ? account : undefined;
  }

  /** Changes when the user's password does; says nothing about it. Empty for an unknown name. */
  passwordMark(user: string): string {
    const password = this.#current().users.find((each) => each.user === user)?.password;
    return password === undefined ? '' : hashToken(password);
  }

  /** The screen that a device token belongs to. */
  deviceOf(token: string): Device | undefined {
    const hash = hashToken(token);
    return this.#current().devices.find((device) => device.token === hash);
  }

  /** Gives a user or a screen a new secret; the old one no longer works. */
  async renew(name: string): Promise<NewSecret> {
    const file = this.#current();
    const user = file.users.find((each) => each.user === name);
    const device = file.devices.find((each) => each.id === name);
    const secret = user ? generatePassword() : generateToken();
    if (user) user.password = await hashPassword(secret);
    else if (device) device.token = hashToken(secret);
    else {
      throw new EntrepotError('NOT_FOUND', `There is no account «${name}».`, {
        asked: name,
        available: [
          ...this.#file.users.map((each) => each.user),
          ...this.#file.devices.map((each) => each.id),
        ],
      });
    }
    await this.#save();
    return { user: name, role: user?.role ?? 'screen', secret };
  }

  #current(): AccountsFile {
    const changedAt = statSync(this.#path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changedAt !== this.#readAt && changedAt > 0) {
      this.#file = parse(this.#path, readFileSync(this.#path, 'utf8'));
      this.#readAt = changedAt;
    }
    return this.#file;
  }

  async #save(): Promise<void> {
    await writeFile(`${this.#path}.new`, JSON.stringify(this.#file, null, 1), { mode: 0o600 });
    await chmod(`${this.#path}.new`, 0o600);
    await rename(`${this.#path}.new`, this.#path);
  }
}

const decoy = hashPassword(generatePassword());

function parse(path: string, text: string): AccountsFile {
  try {
    return fileShape.parse(JSON.parse(text));
  } catch (cause) {
    throw new EntrepotError('DATA_DAMAGED', `${path} cannot be read.`, {
      fix: 'Restore the file, or remove it: new accounts are made at the next start.',
      cause,
    });
  }
}
