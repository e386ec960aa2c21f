import { hash } from 'node:crypto';
import PostalMime, { type Address, type Attachment } from 'postal-mime';
import { cut } from '../../contracts/cut.ts';

/** A mail as it lies in the raw topic: what its parts say, its attachments by name and size alone. */
export type RawMail = {
  /** Without angle brackets, as are the other ids. */
  message_id: string | undefined;
  in_reply_to: string | undefined;
  /** Earlier messages of the conversation, oldest first. */
  references: string[];
  /** ISO 8601 in UTC; what the sender's clock said. */
  date: string | undefined;
  from: string | undefined;
  reply_to: string[];
  to: string[];
  cc: string[];
  subject: string;
  text: string;
  html: string | undefined;
  headers: Record<string, string>;
  attachments: { name: string | null; type: string; bytes: number; sha256: string }[];
  /** SHA-256 of the mail as it came: the name of one that has no message id. */
  digest: string;
};

/** Longer texts are cut: a record of the raw topic has its limit, and nobody complains at such length. */
const longestText = 500_000;

/** Headers that say what kind of mail it is. */
const told = new Set([
  ...['auto-submitted', 'precedence', 'x-auto-response-suppress', 'x-autoreply', 'x-spam-flag', 'list-id'],
  ...['x-priority', 'importance', 'content-language', 'content-type', 'delivered-to', 'return-path'],
]);

/** Parses a mail (RFC 5322, MIME). Anything can be read as one; what it lacks is absent. */
export async function readMail(bytes: Uint8Array): Promise<RawMail> {
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 50, maxHeadersSize: 1 << 20 });
  const html = mail.html?.slice(0, longestText);
  return {
    message_id: idsOf(mail.messageId)[0],
    in_reply_to: idsOf(mail.inReplyTo)[0],
    references: idsOf(mail.references),
    date:
      mail.date !== undefined && !Number.isNaN(Date.parse(mail.date))
        ? new Date(mail.date).toISOString()
        : undefined,
    from: mail.from && addressesOf([mail.from])[0],
    reply_to: addressesOf(mail.replyTo),
    to: addressesOf(mail.to),
    cc: addressesOf(mail.cc),
    subject: cut(mail.subject ?? '', 2_000),
    text: (mail.text ?? '').slice(0, longestText),
    html: mail.text === undefined || mail.text.trim() === '' ? html : undefined,
    headers: Object.fromEntries(
      mail.headers.filter(({ key }) => told.has(key)).map(({ key, value }) => [key, cut(value, 500)]),
    ),
    attachments: mail.attachments.map(attachmentOf),
    digest: hash('sha256', bytes, 'hex'),
  };
}

/** `<a@b> <c@d>` as `a@b`, `c@d`; some senders leave the brackets out. */
function idsOf(text: string | undefined): string[] {
  const bracketed = [...(text ?? '').matchAll(/<([^<>\s]+)>/g)].map(([, id]) => id!);
  return bracketed.length > 0 ? bracketed : (text ?? '').split(/[\s,]+/).filter((part) => part.includes('@'));
}

function addressesOf(addresses: readonly Address[] | undefined): string[] {
  const mailboxes = (addresses ?? []).flatMap((each) => each.group ?? [each]);
  return mailboxes.map(({ address }) => address.trim().toLowerCase()).filter((address) => address !== '');
}

function attachmentOf({ filename, mimeType, content }: Attachment) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
  return { name: filename, type: mimeType, bytes: bytes.byteLength, sha256: hash('sha256', bytes, 'hex') };
}
