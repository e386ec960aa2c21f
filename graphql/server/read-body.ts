import type { IncomingMessage } from 'node:http';
import { EntrepotError } from '#errors';

/** The bytes of a request's body, refused as soon as they outgrow the limit. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new EntrepotError('INPUT_INVALID', `A body encoded as «${encoding}» cannot be read.`, {
      asked: encoding,
      fix: 'Send it plain.',
    });
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/**
 * The JSON object in a request's body. The content type must say so: browsers let foreign pages send forms and plain
 * text anywhere, but JSON only where they are allowed to.
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new EntrepotError('INPUT_INVALID', `A body of type «${type ?? 'none'}» is not accepted here.`, {
      asked: type,
      available: ['application/json'],
      fix: 'Send JSON with `content-type: application/json`.',
    });
  }
  const body = parsed(await readBody(request, limit));
  if (body !== null && typeof body === 'object' && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new EntrepotError('INPUT_INVALID', 'The body is not a JSON object.', {
    fix: 'Send one request as one object; several at once are not accepted.',
  });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new EntrepotError('INPUT_INVALID', 'The body is not valid JSON.', {
      fix: 'Send a JSON object.',
      cause,
    });
  }
}

function tooLarge(limit: number): EntrepotError {
  return new EntrepotError('TOO_LARGE', `The body is larger than ${limit} bytes.`, {
    fix: 'Send less at a time; long lists of values belong into variables of several requests.',
  });
}
