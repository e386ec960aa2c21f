import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { memberOf, type Payload, parsePayload } from '../payload/json.ts';
import type { WebhookRequest, WebhookScheme } from '../webhook-scheme.ts';
import type { DeclaredWebhook } from './declaration.ts';

/**
 * The scheme of a declared webhook: an HMAC-SHA256 over a template of the request. A secret written `key:secret` gives the
 * template its `{key}`, for those who sign their key with the body.
 */
export function webhookOf(declared: DeclaredWebhook): WebhookScheme {
  const { signature, part, prefix, encoding, over, object, account, id, sent } = declared;
  const parts = ({ headers }: WebhookRequest) => partsOf(headers[signature.toLowerCase()] ?? '');
  return {
    verify: (request, secret) => {
      const sign = request.headers[signature.toLowerCase()] ?? '';
      const given = (part === undefined ? sign : (parts(request)[part] ?? '')).slice(prefix.length);
      const at = over.includes('{key}') ? secret.indexOf(':') : -1;
      const signed = filled(over, request, parts(request), secret.slice(0, Math.max(at, 0)));
      const expected = createHmac('sha256', secret.slice(at + 1))
        .update(signed)
        .digest();
      const claimed = Buffer.from(given, encoding);
      return claimed.length === expected.length && timingSafeEqual(claimed, expected);
    },
    describe: (request) => {
      const fill = (template: string | undefined) =>
        template === undefined
          ? undefined
          : String(filled(template, request, parts(request), '')) || undefined;
      return {
        object: fill(object),
        account: fill(account),
        id: fill(id) ?? hash('sha256', request.body, 'hex'),
        sentAt: instantOf(fill(sent)),
      };
    },
  };
}

/** The template with its places filled; the body as the bytes it came in. */
function filled(
  template: string,
  request: WebhookRequest,
  parts: Readonly<Record<string, string>>,
  key: string,
): Buffer {
  const pieces = template.split(/(\{[^}]+\})/).map((piece): Uint8Array => {
    if (piece === '{body}') return request.body;
    return Buffer.from(/^\{.*\}$/.test(piece) ? fieldOf(piece.slice(1, -1), request, parts, key) : piece);
  });
  return Buffer.concat(pieces);
}

function fieldOf(
  name: string,
  { headers, body }: WebhookRequest,
  parts: Readonly<Record<string, string>>,
  key: string,
): string {
  if (name === 'key') return key;
  if (name.startsWith('header:')) return headers[name.slice('header:'.length).toLowerCase()] ?? '';
  if (name.startsWith('part:')) return parts[name.slice('part:'.length)] ?? '';
  const path = name.split('.').slice(1);
  const found = path.reduce<Payload | undefined>((value, step) => memberOf(value, step), parsePayload(body));
  return typeof found === 'string' ? found : '';
}

/** `ts=1,v1=ab` by name. */
function partsOf(signature: string): Record<string, string> {
  const pairs = signature.split(/[,;]\s*/).flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]] : [];
  });
  return Object.fromEntries(pairs);
}

function instantOf(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{10}(\d{3})?$/.test(text)) return text;
  return new Date(text.length === 10 ? Number(text) * 1_000 : Number(text)).toISOString();
}
