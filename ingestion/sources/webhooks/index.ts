import type { WebhookScheme } from '../webhook-scheme.ts';
import { ebayWebhook } from './ebay.ts';
import { paypalWebhook } from './paypal.ts';

/** Schemes that a declared source names: those that sign with keys of their own instead of a shared secret. */
export const schemes = { ebay: ebayWebhook, paypal: paypalWebhook } as const satisfies Record<
  string,
  WebhookScheme
>;

export const schemeNames = Object.keys(schemes) as (keyof typeof schemes)[];
