import { randomUUID } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Addon, NativeConnection, NativeInsert } from './addon.ts';
import type { Work } from './job.ts';

/** Inserts a body: as it is, which copies nothing, or by way of a file. */
export async function insertBody(
  addon: Addon,
  native: NativeConnection,
  work: Extract<Work, { kind: 'insert' }>,
): Promise<NativeInsert> {
  const body = Buffer.from(work.body.buffer, work.body.byteOffset, work.body.byteLength);
  if (body.length === 0) return { rowsWritten: 0, bytesWritten: 0, elapsed: 0 };
  if (!work.byFile) return addon.InsertRawAsyncConnection(native, work.head + work.tail, body, false);
  const path = join(tmpdir(), `entrepot-insert-${process.pid}-${randomUUID()}`);
  try {
    await writeFile(path, body, { mode: 0o600 });
    const statement = `${work.head} FROM INFILE '${path}'${work.tail}`;
    return await addon.InsertRawAsyncConnection(native, statement, Buffer.alloc(0), false);
  } finally {
    await unlink(path);
  }
}
