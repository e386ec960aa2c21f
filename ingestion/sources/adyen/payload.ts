import { z } from 'zod';
import { flag, ident, instantUtc, known } from '../payload/fields.ts';

/** Adyen's standard notifications. Amounts are whole minor units. */
const item = z.object({
  pspReference: ident,
  originalReference: known(ident),
  merchantAccountCode: ident,
  merchantReference: known(ident),
  eventCode: ident,
  eventDate: instantUtc,
  success: flag,
  paymentMethod: known(ident),
  reason: known(z.string()),
  amount: z.object({ value: z.string().regex(/^-?\d+$/), currency: ident }),
  additionalData: known(z.record(z.string(), z.unknown())),
});

export const notificationPayload = z.object({
  notificationItems: z.array(z.object({ NotificationRequestItem: item })).min(1),
});

export type NotificationItem = z.output<typeof item>;
