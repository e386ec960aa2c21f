import { setTimeout as sleep } from 'node:timers/promises';
import { EntrepotError, messageOf } from '#errors';

export type Reply = { body: string; link: string | undefined };

export type Asking<T> = {
  /** Makes something of the reply; where it cannot, the reply is asked for again. */
  read(reply: Reply): Promise<T>;
  signal: AbortSignal;
  timeoutMs: number;
  /** Largest reply. Default 64 MiB. */
  maxBytes?: number;
  /** Times one request is sent at most. Default 6. */
  attempts?: number;
  /** Wait after the first failure; each further one waits twice as long. Default 1 s. */
  firstWaitMs?: number;
  turn(signal: AbortSignal): Promise<void>;
  onWait?(ms: number, why: string): void;
};

const longestWaitMs = 15 * 60_000;

/** A failure that may be gone at the next attempt; `after` is how long the server asked to wait. */
class Passing extends Error {
  readonly after: number | undefined;
  constructor(message: string, after?: number) {
    super(message);
    this.after = after;
  }
}

/**
 * The reply to a request, sent again while the server is busy, limits us, answers half, or cannot be reached. Redirects are
 * not followed: the headers hold secrets.
 *
 * @throws POLL_FAILED when the server refuses, or fails at every attempt; RATE_LIMITED when it asks to wait too long.
 */
export async function ask<T>(request: Request, asking: Asking<T>): Promise<T> {
  const { signal, read, attempts = 6, firstWaitMs = 1_000 } = asking;
  for (let attempt = 1; ; attempt++) {
    await asking.turn(signal);
    try {
      const reply = await once(request.clone(), asking);
      return await read(reply).catch((error: unknown) => {
        throw new Passing(`the reply cannot be read: ${messageOf(error)}`);
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Passing)) throw error;
      if (attempt === attempts) throw failed(request, `${error.message} (${attempts} attempts)`);
      const backoff = firstWaitMs * 2 ** (attempt - 1);
      const wait = Math.max(error.after ?? 0, backoff * (0.75 + Math.random() / 2));
      if (wait > longestWaitMs) throw limited(request, wait);
      asking.onWait?.(wait, error.message);
      await sleep(wait, undefined, { signal });
    }
  }
}

async function once(
  request: Request,
  { signal, timeoutMs, maxBytes = 64 << 20 }: Omit<Asking<unknown>, 'read'>,
): Promise<Reply> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  let response: Response;
  try {
    response = await fetch(request, { redirect: 'manual', signal: deadline });
  } catch (error) {
    throw new Passing(reason(error));
  }
  const { status, headers } = response;
  if (status === 429 || status === 408 || status === 425 || status >= 500) {
    await response.body?.cancel();
    throw new Passing(`status ${status}`, retryAfter(headers));
  }
  if (status < 200 || status > 299) {
    const said = await readBody(response, 2_000).catch(() => ''); // only to tell; the status is the failure
    throw failed(request, `status ${status} ${said.slice(0, 300)}`.trim(), status);
  }
  const body = await readBody(response, maxBytes).catch((error: unknown) => {
    throw error instanceof EntrepotError ? error : new Passing(`the reply was cut off: ${reason(error)}`);
  });
  return { body, link: headers.get('link') ?? undefined };
}

async function readBody(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) {
      throw new EntrepotError(
        'TOO_LARGE',
        `A reply of ${new URL(response.url).host} is larger than ${maxBytes} bytes.`,
        {
          asked: response.url,
          available: [String(maxBytes)],
          fix: 'Ask for smaller pages.',
        },
      );
    }
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}

/** `Retry-After` in seconds or as a date; in milliseconds. */
function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : '';
  return `${messageOf(error)}${cause}`;
}

/** Where a request goes, without what may be secret in it. */
const target = (request: Request) => {
  const { origin, pathname } = new URL(request.url);
  return `${origin}${pathname}`;
};

function failed(request: Request, why: string, status?: number): EntrepotError {
  const denied = status === 401 || status === 403;
  return new EntrepotError('POLL_FAILED', `${target(request)}: ${why}`, {
    asked: target(request),
    fix: denied
      ? 'Check the credentials and what they permit.'
      : 'Try the request by hand; compare it with the API.',
  });
}

function limited(request: Request, ms: number): EntrepotError {
  return new EntrepotError(
    'RATE_LIMITED',
    `${target(request)} asks to wait ${Math.round(ms / 1_000)} seconds.`,
    {
      asked: target(request),
      fix: 'Poll less often, or ask for larger pages; the next round tries again.',
    },
  );
}
