import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, createBrotliCompress, createDeflate, createGzip, createZstdCompress } from 'node:zlib';
import type { Execution } from '../engine/execution.ts';
import type { JobSummary } from '../engine/job.ts';
import { holdAnswer } from './held-answer.ts';
import { refusalOf } from './refusal.ts';

const encoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  zstd: () => createZstdCompress(),
  gzip: () => createGzip({ level: 3 }),
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  deflate: () => createDeflate({ level: 3 }),
};

/** The first of our encodings that the client accepts; undefined for none. */
export function chooseEncoding(accepted: string | string[] | undefined): string | undefined {
  const names = String(accepted ?? '')
    .toLowerCase()
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]!.trim());
  return Object.keys(encoders).find((name) => names.includes(name));
}

export function summaryHeader(summary: JobSummary, startedAt: number): string {
  return JSON.stringify({
    read_rows: String(summary.resultRows + summary.writtenRows),
    read_bytes: String(summary.resultBytes + summary.writtenBytes),
    written_rows: String(summary.writtenRows),
    written_bytes: String(summary.writtenBytes),
    total_rows_to_read: '0',
    result_rows: String(summary.resultRows || summary.writtenRows),
    result_bytes: String(summary.resultBytes || summary.writtenBytes),
    elapsed_ns: String(Math.round((performance.now() - startedAt) * 1e6)),
  });
}

/** How long the first chunk is held back to see whether it is also the last, which lets headers say the totals. */
const lastChunkMs = 5;

/**
 * Sends an execution's answer as it comes, no faster than the client reads. What goes wrong before the first byte is
 * thrown; later it is told in the body, under the tag that the headers announced, and the body is left unfinished.
 */
export async function sendAnswer(
  execution: Execution,
  response: ServerResponse,
  options: { encoding: string | undefined; startedAt: number; whole: boolean },
): Promise<void> {
  const { encoding, startedAt } = options;
  const held = options.whole ? await holdAnswer(execution) : undefined;
  const next = held ? () => held.next() : () => execution.next();
  const first = await next();
  if (!execution.over) await Promise.race([execution.ended(), sleep(lastChunkMs, undefined, { ref: false })]);
  if (execution.over) {
    const done = await settled(execution);
    if (done) response.setHeader('X-ClickHouse-Summary', summaryHeader(done, startedAt));
  }
  const tag = randomBytes(8).toString('hex');
  response.setHeader('X-ClickHouse-Exception-Tag', tag);
  if (encoding) response.setHeader('Content-Encoding', encoding);
  const target = encoding ? encoders[encoding]!() : response;
  if (target !== response) target.pipe(response);
  try {
    for (let chunk = first; chunk !== undefined; chunk = await next()) {
      if (response.destroyed) return;
      if (!target.write(chunk)) await room(target, response);
    }
    target.end();
  } catch (thrown) {
    target.write(exceptionBlock(refusalOf(thrown).text, tag), () => {
      if (target !== response) target.end();
      setTimeout(() => response.destroy(), 50).unref();
    });
  }
}

/** Resolves when the target takes more, or when nobody listens any more. */
async function room(target: NodeJS.WritableStream, response: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(target, 'drain', { signal }), once(response, 'close', { signal })]).finally(() =>
    waiting.abort(),
  );
}

function settled(execution: Execution): Promise<JobSummary | undefined> {
  return execution.finished.catch(() => undefined);
}

/** ClickHouse's way of telling an error after the answer has begun (25.11 and later). */
function exceptionBlock(text: string, tag: string): string {
  const message = `${text}\n`;
  return `\r\n__exception__\r\n${tag}\r\n${message}${Buffer.byteLength(message)} ${tag}\r\n__exception__\r\n`;
}
