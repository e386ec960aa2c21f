import { parentPort, workerData } from 'node:worker_threads';
import { loadAddon, type NativeConnection, type NativeStream } from './addon.ts';
import { Connections } from './connections.ts';
import { insertBody } from './insert-body.ts';
import { type FromThread, initialCredits, type Job, type JobSummary, type ToThread } from './protocol.ts';
import { borrowSettings } from './session-settings.ts';

/**
 * An engine thread. Planning a statement, with its scalar subqueries, blocks the thread that starts it; here that
 * holds up one statement instead of the whole server.
 */
const port = parentPort!;
const addon = loadAddon();
const connections = new Connections(addon, (workerData as { path: string }).path);

let credits = initialCredits;
let cancelled = false;
let wake: (() => void) | undefined;

port.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'job':
      credits = initialCredits;
      cancelled = false;
      void perform(message);
      break;
    case 'credit':
      credits++;
      wake?.();
      break;
    case 'cancel':
      cancelled = true;
      wake?.();
      break;
    case 'forget':
      connections.forget(message.key);
      break;
    case 'close':
      connections.close();
      send({ type: 'closed' });
      break;
  }
});
send({ type: 'ready' });

async function perform(job: Job): Promise<void> {
  let last: FromThread;
  try {
    const native = connections.take(job);
    const restore = borrowSettings(addon, native, job.connection);
    try {
      last = { type: 'done', summary: await carryOut(job, native) };
    } finally {
      restore();
    }
  } catch (thrown) {
    last = { type: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  try {
    connections.giveBack(job.connection, last.type === 'failed' || cancelled);
  } finally {
    send(last);
  }
}

async function carryOut(job: Job, native: NativeConnection): Promise<JobSummary> {
  const { work } = job;
  if (work.kind === 'insert') {
    const done = await insertBody(addon, native, work);
    return { resultRows: 0, resultBytes: 0, writtenRows: done.rowsWritten, writtenBytes: done.bytesWritten };
  }
  const stream = work.kind === 'select' ? startStream(native, work.sql, work.format) : undefined;
  if (stream) return streamAnswer(stream);
  const { bytes, rowsRead } = await addon.QueryAsyncConnection(native, work.sql, work.format);
  if (bytes.length > 0) sendChunk(bytes, rowsRead);
  return { resultRows: rowsRead, resultBytes: bytes.length, writtenRows: 0, writtenBytes: 0 };
}

/** Undefined for a statement that turns out to be no SELECT. */
function startStream(native: NativeConnection, sql: string, format: string): NativeStream | undefined {
  try {
    return addon.StreamQuery(native, sql, format);
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message.includes('Streaming query is not supported'))
      return undefined;
    throw thrown;
  }
}

async function streamAnswer(stream: NativeStream): Promise<JobSummary> {
  const summary = { resultRows: 0, resultBytes: 0, writtenRows: 0, writtenBytes: 0 };
  try {
    while (!cancelled) {
      const { bytes, numRows, done } = await addon.StreamFetch(stream);
      if (done) break;
      summary.resultRows += numRows;
      summary.resultBytes += bytes.length;
      sendChunk(bytes, numRows);
      while (credits === 0 && !cancelled) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    addon.StreamCancel(stream);
  }
  return summary;
}

function sendChunk(bytes: Buffer, rows: number): void {
  credits--;
  const whole = bytes.byteLength === bytes.buffer.byteLength;
  port.postMessage(
    { type: 'chunk', bytes, rows } satisfies FromThread,
    whole ? [bytes.buffer as ArrayBuffer] : [],
  );
}

function send(message: FromThread): void {
  port.postMessage(message);
}
