import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Execution } from '../engine/execution.ts';

const inMemory = 4 << 20;
const readAtOnce = 1 << 20;

/** An answer that has been completed before its first byte is sent (`wait_end_of_query`). */
export type HeldAnswer = { next(): Promise<Uint8Array | undefined> };

/** Waits for the end of the answer, in memory as long as it is small and else in a file that has no name any more. */
export async function holdAnswer(execution: Execution): Promise<HeldAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let file: FileHandle | undefined;
  try {
    for (let chunk = await execution.next(); chunk !== undefined; chunk = await execution.next()) {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= inMemory) continue;
      file ??= await openUnnamed();
      for (const waiting of chunks.splice(0)) await file.writeFile(waiting);
    }
  } catch (thrown) {
    await file?.close();
    throw thrown;
  }
  return { next: () => (file ? readNext(file, chunks) : Promise.resolve(chunks.shift())) };
}

async function openUnnamed(): Promise<FileHandle> {
  const path = join(tmpdir(), `entrepot-answer-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

const positions = new WeakMap<FileHandle, number>();

async function readNext(file: FileHandle, rest: Uint8Array[]): Promise<Uint8Array | undefined> {
  const position = positions.get(file) ?? 0;
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(readAtOnce), 0, readAtOnce, position);
  positions.set(file, position + bytesRead);
  if (bytesRead > 0) return buffer.subarray(0, bytesRead);
  const last = rest.shift();
  if (last === undefined) await file.close();
  return last;
}
