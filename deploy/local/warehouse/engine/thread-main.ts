import { parentPort, workerData } from 'node:worker_threads';
import { loadAddon, type NativeConnection } from './addon.ts';
import { Connections } from './connections.ts';
import { insertBody } from './insert-body.ts';
import type { FromThread, Job, JobSummary, ToThread } from './protocol.ts';
import { borrowSettings } from './session-settings.ts';

/** An engine thread: opening connections and setting them up blocks the thread it happens on, and here only one. */
const port = parentPort!;
const { path, pipe } = workerData as { path: string; pipe: string };
const addon = loadAddon();
const connections = new Connections(addon, path);

port.on('message', (message: ToThread) => {
  if (message.type === 'job') void perform(message);
  else if (message.type === 'forget') connections.forget(message.key);
  else {
    connections.close();
    send({ type: 'closed' });
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
    connections.giveBack(job.connection, last.type === 'failed');
  } finally {
    send(last);
  }
}

async function carryOut({ work }: Job, native: NativeConnection): Promise<JobSummary> {
  if (work.kind === 'insert') {
    const done = await insertBody(addon, native, work);
    return { resultRows: 0, resultBytes: 0, writtenRows: done.rowsWritten, writtenBytes: done.bytesWritten };
  }
  const sql = work.kind === 'run' ? work.sql : `${work.head} INTO OUTFILE '${pipe}' APPEND ${work.tail}`;
  const { bytes, rowsRead, bytesRead } = await addon.QueryAsyncConnection(native, sql, work.format);
  if (bytes.length > 0) send({ type: 'chunk', bytes });
  return { resultRows: rowsRead, resultBytes: bytesRead, writtenRows: 0, writtenBytes: 0 };
}

function send(message: FromThread): void {
  port.postMessage(message);
}
