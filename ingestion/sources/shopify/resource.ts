import { EntrepotError } from '#errors';
import type { Payload } from '../payload/json.ts';
import type { Shop } from '../shops.ts';

/** The resources in a payload: bare, under their name, or as a page under its plural. */
export function membersOf(payload: Payload, name: string): Payload[] {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return [payload];
  const page = payload[`${name}s`];
  if (Array.isArray(page)) return page;
  return [payload[name] ?? payload];
}

/** Shopify's ids are unique in a shop only. */
export function orderId({ shop }: Pick<Shop, 'shop'>, id: string): string {
  return `${shop}:${id}`;
}

export function customerKey({ shop }: Pick<Shop, 'shop'>, id: string): string {
  return `${shop}:${id}`;
}

/** The refusal of what was only tried. */
export function testOf(what: string, id: string): EntrepotError {
  return new EntrepotError('PAYLOAD_INVALID', `Shopify ${what} ${id} is a test ${what}.`, {
    asked: id,
    fix: `Nothing: a test ${what} moves no money.`,
  });
}
