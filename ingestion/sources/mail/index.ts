import { hash } from 'node:crypto';
import { cut } from '../../contracts/cut.ts';
import { message, ticket } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { readAs } from '../payload/fields.ts';
import { memberOf, type Payload } from '../payload/json.ts';
import type { Shop } from '../shops.ts';
import { eventOf, type Source, type SourceContext, shopServed } from '../source.ts';
import { kindOf, priorityOf } from './kind.ts';
import { type MailPayload, mailPayload } from './payload.ts';

/**
 * Mails of a service mailbox; the account is its address. A conversation is one ticket, named by its first message, so the
 * mails of a thread meet there in whatever order they come. Texts stay in the raw topic.
 */
export const mail: Source = {
  name: 'mail',
  objects: { mail: mapMail },
  recognise: (payload) =>
    memberOf(payload, 'digest') !== undefined && memberOf(payload, 'references') !== undefined
      ? 'mail'
      : undefined,
};

function mapMail(payload: Payload, context: SourceContext): OutgoingEvent[] {
  const from = readAs(mailPayload, payload, 'Mail');
  const shop = shopServed(context);
  const at = from.date ?? context.receivedAt;
  const id = nameOf(from.message_id ?? from.digest);
  const thread = nameOf(from.references[0] ?? from.in_reply_to ?? from.message_id ?? from.digest);
  const direction = isOurs(from, context) ? ('out' as const) : ('in' as const);
  const kind = kindOf(from);
  const opens = direction === 'in' && kind === 'person';
  const version = Date.parse(at);
  const said = eventOf(context, shop, message, {
    body: {
      message_id: id,
      ticket_id: kind === 'person' ? thread : undefined,
      thread_id: thread,
      direction,
      medium: 'mail',
      from_hash: from.from && hash('sha256', from.from, 'hex'),
      language: from.headers['content-language']?.trim() || undefined,
      subject: cut(from.subject, 500),
      intent: kind === 'person' ? undefined : kind,
      at,
      ...{ attachments: from.attachments.length },
    },
    time: at,
    version,
  });
  return opens ? [said, ticketOf(from, { thread, at, shop, context })] : [said];
}

type Opening = { thread: string; at: string; shop: Shop | undefined; context: SourceContext };

/**
 * Every mail of a customer opens the ticket of its thread; the earliest one known says when and with what subject, since its
 * version is the greatest. All of them are smaller than a time in milliseconds, the version of whatever people do to it.
 */
function ticketOf(from: MailPayload, { thread, at, shop, context }: Opening): OutgoingEvent {
  const seconds = Math.floor(Date.parse(at) / 1_000);
  const body = {
    ticket_id: thread,
    customer_key: from.from && `mail:${hash('sha256', from.from, 'hex')}`,
    order_id: orderIn(from.subject, shop),
    subject: cut(from.subject, 500),
    category: 'unspecified',
    priority: priorityOf(from),
    status: 'new' as const,
    created_at: at,
    auto: false,
  };
  return eventOf(context, shop, ticket, { body, time: at, version: 100_000_000_000 - seconds });
}

/** Message ids may be of any length. */
const nameOf = (id: string) => (id.length > 150 ? `mail:${hash('sha256', id, 'hex')}` : `mail:${id}`);

function isOurs({ from }: MailPayload, { account }: SourceContext): boolean {
  return from !== undefined && account !== undefined && from === account.trim().toLowerCase();
}

/** Marketplaces that pass buyers' mails on name the order in the subject; Amazon's numbers cannot be mistaken. */
function orderIn(subject: string, shop: Shop | undefined): string | undefined {
  const number = /\b\d{3}-\d{7}-\d{7}\b/.exec(subject)?.[0];
  return number !== undefined && shop?.channel === 'amazon' ? `${shop.shop}:${number}` : undefined;
}
