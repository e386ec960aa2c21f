import type { ServerResponse } from 'node:http';
import type { ErrorCode } from '#errors';
import type { PublicError } from '../security/public-error.ts';

/**
 * What every answer tells the browser: run only our own scripts, show in no frame, guess no types. Inline styles stay
 * allowed because the console's component library writes them.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
    "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const statusOfCode: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  WAREHOUSE_REFUSED: 500,
  WAREHOUSE_UNREACHABLE: 503,
  KAFKA_UNREACHABLE: 503,
  TIMEOUT: 504,
};

export function statusOf(code: string | undefined): number {
  return statusOfCode[code as ErrorCode] ?? 400;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}

export function sendText(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': bytes.length });
  response.end(bytes);
}

/** A refusal in the shape of a GraphQL answer, which every client of ours reads. */
export function sendRefusal(response: ServerResponse, { message, ...extensions }: PublicError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // A body that was not read to its end would be taken for the next request.
  response.setHeader('connection', 'close');
  sendJson(response, statusOf(extensions.code), { errors: [{ message, extensions }] });
}
