import { adyen } from './adyen/index.ts';
import { aftership } from './aftership/index.ts';
import { amazon } from './amazon/index.ts';
import { easypost } from './easypost/index.ts';
import { ecb } from './ecb.ts';
import { mail } from './mail/index.ts';
import { shopify } from './shopify/index.ts';
import type { Source } from './source.ts';
import { stripe } from './stripe/index.ts';

/** Every source that is mapped from its own payloads. */
export const sources: readonly Source[] = [shopify, amazon, stripe, adyen, easypost, aftership, ecb, mail];
export { adyen, aftership, amazon, easypost, ecb, mail, shopify, stripe };
