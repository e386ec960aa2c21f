import type { MailPayload } from './payload.ts';

/** What a mail is for us; only a person's opens a ticket. */
export type MailKind = 'person' | 'auto_reply' | 'bounce' | 'bulk' | 'spam';

/** By the headers that programs set: RFC 3834 (automatic answers), RFC 3464 (bounces), the usual ones of lists and filters. */
export function kindOf({ headers, from = '' }: MailPayload): MailKind {
  const header = (name: string) => (headers[name] ?? '').trim().toLowerCase();
  if (header('x-spam-flag') === 'yes') return 'spam';
  if (header('content-type').startsWith('multipart/report') || /^(mailer-daemon|postmaster)@/.test(from))
    return 'bounce';
  const submitted = header('auto-submitted');
  if ((submitted !== '' && submitted !== 'no') || header('x-autoreply') !== '') return 'auto_reply';
  if (/^(bulk|list|junk)$/.test(header('precedence')) || header('list-id') !== '') return 'bulk';
  return header('precedence') === 'auto_reply' ? 'auto_reply' : 'person';
}

/** `X-Priority` 1 to 5, or `Importance`. */
export function priorityOf({ headers }: MailPayload): 'low' | 'normal' | 'high' | 'urgent' {
  const rank = /^\s*([1-5])/.exec(headers['x-priority'] ?? '')?.[1];
  if (rank !== undefined)
    return ({ 1: 'urgent', 2: 'high', 3: 'normal', 4: 'low', 5: 'low' } as const)[rank as '1'] ?? 'normal';
  const importance = headers.importance?.trim().toLowerCase();
  return importance === 'high' || importance === 'low' ? importance : 'normal';
}
