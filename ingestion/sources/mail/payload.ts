import { z } from 'zod';
import { ident, instantUtc, known, listOf } from '../payload/fields.ts';

/** A mail as the file door writes it (`doors/mail/read-mail.ts`). */
export const mailPayload = z.object({
  message_id: known(ident),
  in_reply_to: known(ident),
  references: listOf(ident),
  date: known(instantUtc),
  from: known(z.string()),
  reply_to: listOf(z.string()),
  to: listOf(z.string()),
  subject: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  attachments: listOf(z.unknown()),
  digest: ident,
});

export type MailPayload = z.output<typeof mailPayload>;
