import type { Logger } from 'pino';
import { EntrepotError, type ErrorCode, nearest } from '#errors';
import type { EventProducer } from '../producer/index.ts';
import { rawHeaders, rawTopic, type Source } from '../sources/source.ts';
import type { WebhookNotice, WebhookRequest } from '../sources/webhook-scheme.ts';
import { recentIds } from './recent-ids.ts';

export type WebhookDoorOptions = {
  /** The sources as they are now. */
  sources(): Promise<readonly Source[]>;
  /** Per source the secret, or several while one is being replaced. */
  secrets: Readonly<Record<string, string | readonly string[]>>;
  producer: Pick<EventProducer, 'send'>;
  log: Logger;
  clock?: () => number;
  /** Largest body. Default 4 MiB; the raw topic must take as much. */
  maxBytes?: number;
  /** Age at which a notification is too old. Default 49 h: senders repeat undelivered ones for two days. */
  replayWindowMs?: number;
};

export type WebhookResponse = { status: number; body: Record<string, unknown> };
export type HandleWebhook = (request: WebhookRequest) => Promise<WebhookResponse>;

const statusOf: Partial<Record<ErrorCode, number>> = {
  SOURCE_UNKNOWN: 404,
  SIGNATURE_INVALID: 401,
  TOO_LARGE: 413,
  PAYLOAD_INVALID: 400,
  KAFKA_UNREACHABLE: 503,
};

/**
 * The door for signed webhooks. What carries a good signature is written to the raw topic as it came, unread, and
 * answered 202 once Kafka has it; anything else is answered with what was wrong and leaves no trace. A notification
 * repeated soon is answered 202 without a second copy; one repeated later is mapped again, to the same events.
 */
export function createWebhookDoor(options: WebhookDoorOptions): HandleWebhook {
  const { sources, producer, log, clock = Date.now } = options;
  const seen = recentIds(100_000);

  return async (request) => {
    try {
      const all = (await sources()).filter((each) => each.webhook);
      const source = all.find((each) => each.name === request.source) ?? refuseSource(request.source, all);
      const notice = admit(source, request, options, clock());
      const id = `${source.name}:${notice.account ?? ''}:${notice.id}`;
      if (seen.has(id)) return { status: 202, body: { accepted: true, repeated: true } };
      await producer.send(rawTopic(source), [rawRecord(request, notice, clock())]);
      seen.add(id);
      return { status: 202, body: { accepted: true } };
    } catch (error) {
      const status = error instanceof EntrepotError ? statusOf[error.code] : undefined;
      if (status === undefined || !(error instanceof EntrepotError)) throw error;
      log.warn({ source: request.source, code: error.code, reason: error.message }, 'webhook refused');
      return { status, body: { error: error.toJSON() } };
    }
  };
}

function refuseSource(asked: string, sources: readonly Source[]): never {
  throw new EntrepotError('SOURCE_UNKNOWN', `No source «${asked}» takes webhooks.`, {
    asked,
    available: nearest(
      asked,
      sources.map(({ name }) => name),
    ),
    fix: 'Send to /ingest/<source> of a source listed.',
  });
}

function admit(
  source: Source,
  request: WebhookRequest,
  options: WebhookDoorOptions,
  now: number,
): WebhookNotice {
  const { maxBytes = 4 * 1024 * 1024, replayWindowMs = 49 * 3_600_000 } = options;
  if (request.body.byteLength > maxBytes) {
    throw new EntrepotError('TOO_LARGE', `The body has ${request.body.byteLength} bytes.`, {
      asked: String(request.body.byteLength),
      available: [String(maxBytes)],
      fix: 'Send less at once.',
    });
  }
  const secrets = [options.secrets[source.name] ?? []].flat().filter((secret) => secret !== '');
  if (!secrets.some((secret) => source.webhook!.verify(request, secret))) {
    throw new EntrepotError('SIGNATURE_INVALID', 'The signature does not match the body.', {
      fix:
        secrets.length === 0
          ? `Set the webhook secret of ${source.name}.`
          : 'Use the secret both sides know.',
    });
  }
  const notice = source.webhook!.describe(request);
  const sentAt = notice.sentAt === undefined ? now : Date.parse(notice.sentAt);
  if (Number.isNaN(sentAt) || Math.abs(now - sentAt) > replayWindowMs) {
    throw new EntrepotError(
      'SIGNATURE_INVALID',
      `The notification of ${notice.sentAt} is outside the replay window.`,
      {
        asked: notice.sentAt,
        fix: 'Fetch what was missed from the API instead; check both clocks.',
      },
    );
  }
  return notice;
}

function rawRecord({ body }: WebhookRequest, notice: WebhookNotice, now: number) {
  const headers: Record<string, string> = {
    [rawHeaders.received]: new Date(now).toISOString(),
    [rawHeaders.id]: notice.id,
  };
  if (notice.object !== undefined) headers[rawHeaders.object] = notice.object;
  if (notice.account !== undefined) headers[rawHeaders.account] = notice.account;
  return { key: notice.id, value: Buffer.from(body), headers };
}
