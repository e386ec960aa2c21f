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
