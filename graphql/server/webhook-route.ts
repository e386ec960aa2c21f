import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.ts';
import { sendJson } from './respond.ts';

/** What ingestion answers a webhook of a source with; it checks the signature itself. */
export type Webhook = (request: {
  source: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}) => Promise<{ status: number; body: Record<string, unknown> }>;

/** Largest body that is read at all; the source's own limit is stricter. */
const largestBody = 8 * 1024 * 1024;

/** POST /ingest/<source>: the bytes go on as they came, because signatures are made over bytes. */
export async function answerWebhook(
  webhook: Webhook,
  request: IncomingMessage,
  response: ServerResponse,
  source: string,
): Promise<void> {
  const body = await readBody(request, largestBody);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  const answer = await webhook({ source, headers, body });
  sendJson(response, answer.status, answer.body);
}
