import { hash } from 'node:crypto';

/** Amazon shows a buyer only by an alias address, the same for all their orders; it is kept as a hash. */
export function buyerKey(channel: string, alias: string | undefined): string | undefined {
  const plain = alias?.trim().toLowerCase();
  return plain ? `${channel}:${hash('sha256', plain, 'hex').slice(0, 32)}` : undefined;
}
