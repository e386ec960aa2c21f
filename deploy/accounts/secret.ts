import { createHash, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

/** Letters and digits that nobody confuses when reading them off a screen. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password a person can type: four groups of five, about 99 bits. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** A token only programs handle, 256 bits. */
export function generateToken(): string {
  return randomBytes(32).toString('base64url');
}

/** `scrypt$<salt>$<key>`: what is kept of a password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, 32);
  return `scrypt$${salt.toString('base64')}$${key.toString('base64')}`;
}

export async function verifyPassword(password: string, kept: string): Promise<boolean> {
  const [scheme, salt, key] = kept.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64');
  const found = await derive(password, Buffer.from(salt, 'base64'), expected.length);
  return timingSafeEqual(found, expected);
}

/** What is kept of a token; tokens have enough entropy for a plain hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
