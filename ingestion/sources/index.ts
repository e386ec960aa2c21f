import { amazon } from './amazon/index.ts';
import { shopify } from './shopify/index.ts';
import type { Source } from './source.ts';

/** Every source that is mapped from its own payloads. */
export const sources: readonly Source[] = [shopify, amazon];
export { amazon, shopify };
