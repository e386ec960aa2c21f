import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { unzip } from 'fflate';
import { EntrepotError } from '#errors';

/** A file as it is to be read: what a compressed one or an archive holds stands for itself. */
export type OpenedFile = {
  name: string;
  stream(): Readable;
};

/** Archives and spreadsheets are read whole: larger ones must be unpacked first. */
const largestInMemory = 512 * 1024 * 1024;

/**
 * The files that a path stands for: itself, without `.gz` or `.zst`, or the members of a `.zip` in order of their names.
 * `progress` hears how many bytes of the file on disk have been read.
 *
 * @throws NOT_FOUND, TOO_LARGE, INPUT_INVALID
 */
export async function openFiles(path: string, progress: (bytes: number) => void): Promise<OpenedFile[]> {
  const size = await sizeOf(path);
  const name = basename(path);
  const lower = name.toLowerCase();
  const raw = () => counted(createReadStream(path, { highWaterMark: 256 * 1024 }), progress);
  if (lower.endsWith('.gz'))
    return [{ name: name.slice(0, -3), stream: () => through(raw(), createGunzip()) }];
  if (lower.endsWith('.zst')) {
    return [{ name: name.slice(0, -4), stream: () => through(raw(), createZstdDecompress()) }];
  }
  if (!lower.endsWith('.zip')) return [{ name, stream: raw }];
  if (size > largestInMemory) throw tooLarge(path, size);
  const members = await unpack(await readFile(path), path);
  progress(size);
  return Object.entries(members)
    .filter(([member, bytes]) => bytes.length > 0 && !/(^|\/)(__MACOSX|\.)/.test(member))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([member, bytes]) => ({
      name: basename(member),
      stream: () => Readable.from([Buffer.from(bytes)]),
    }));
}

export async function readWhole(file: OpenedFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file.stream()) {
    length += (chunk as Buffer).length;
    if (length > largestInMemory) throw tooLarge(file.name, length);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new EntrepotError('NOT_FOUND', `There is no file ${path}.`, {
      asked: path,
      fix: 'Check the path.',
      cause,
    });
  }
}

function counted(stream: Readable, progress: (bytes: number) => void): Readable {
  let read = 0;
  stream.on('data', (chunk: Buffer) => {
    read += chunk.length;
    progress(read);
  });
  return stream.pause();
}

function through(from: Readable, into: NodeJS.ReadWriteStream & Readable): Readable {
  from.on('error', (error) => into.destroy(error));
  from.pipe(into);
  return into;
}

function unpack(bytes: Uint8Array, path: string): Promise<Record<string, Uint8Array>> {
  return new Promise((resolve, reject) => {
    let unpacked = 0;
    const filter = ({ originalSize }: { originalSize: number }) => {
      unpacked += originalSize;
      return unpacked <= largestInMemory;
    };
    unzip(bytes, { filter }, (error, members) => {
      if (unpacked > largestInMemory) reject(tooLarge(path, unpacked));
      else if (error) {
        reject(
          new EntrepotError('INPUT_INVALID', `${path} is no archive that can be read: ${error.message}`, {
            asked: path,
            fix: 'Unpack it and take in what is in it.',
          }),
        );
      } else resolve(members);
    });
  });
}

function tooLarge(path: string, bytes: number): EntrepotError {
  return new EntrepotError('TOO_LARGE', `${path} has ${bytes} bytes and would have to be held in memory.`, {
    asked: path,
    available: [String(largestInMemory)],
    fix: 'Unpack it, or convert it to lines of JSON or CSV, which are read piece by piece.',
  });
}
