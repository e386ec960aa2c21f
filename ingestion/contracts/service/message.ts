import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, instant, maybe, oneOf, text, word } from '../fields.ts';

export const message = contract({
  name: 'crm.message',
  version: 1,
  description: 'One message between a customer and us; its text stays where it is.',
  entity: 'message_id',
  shape: z.object({
    message_id: id(),
    ticket_id: maybe(id()),
    thread_id: maybe(id()).describe('The first message of the conversation.'),
    direction: oneOf(['in', 'out', 'internal']),
    medium: word().describe('mail, chat, phone, review, …'),
    from_hash: maybe(id()).describe('SHA-256 of the sender’s address.'),
    language: maybe(word()),
    subject: maybe(text(500)),
    text_ref: maybe(id()).describe('Where the text lies.'),
    intent: maybe(word()),
    sentiment: maybe(decimal()).describe('-1 to 1.'),
    at: instant(),
  }),
});
