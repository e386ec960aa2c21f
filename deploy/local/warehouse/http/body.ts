import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { decodeLz4 } from './lz4.ts';
import { WarehouseRefusal } from './refusal.ts';

/** Bytes of request bodies held at the same time, by one request and by all. */
export class BodyBudget {
  readonly perRequest: number;
  readonly total: number;
  #held = 0;

  constructor(perRequest: number, total: number) {
    this.perRequest = perRequest;
    this.total = total;
  }

  take(bytes: number): void {
    if (this.#held + bytes > this.total) {
      throw new WarehouseRefusal(
        202,
        'TOO_MANY_SIMULTANEOUS_QUERIES',
        `Request bodies of ${this.total} bytes are being received already. Try again`,
      );
    }
    this.#held += bytes;
  }

  giveBack(bytes: number): void {
    this.#held -= bytes;
  }
}

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/**
 * The whole body, decompressed. A body that ends early is an error and never a shorter body: half of an insert
 * would otherwise land.
 */
export async function readBody(request: IncomingMessage, start: string, budget: BodyBudget): Promise<Buffer> {
  const chunks: Buffer[] = start === '' ? [] : [Buffer.from(`${start}\n`)];
  let held = 0;
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      if (held + chunk.length > budget.perRequest) throw tooLarge(budget.perRequest);
      budget.take(chunk.length);
      held += chunk.length;
      chunks.push(chunk);
    }
  };
  try {
    const encoding = encodingOf(request);
    if (encoding === undefined || encoding === 'lz4') await collect(request);
    else {
      const decoder = decoders[encoding]!();
      await pipeline(request, decoder, (decoded) => collect(decoded as AsyncIterable<Buffer>));
    }
    if (!request.complete) throw new Error('the connection was closed');
    if (encoding !== 'lz4') return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    const head = chunks.splice(0, start === '' ? 0 : 1);
    return Buffer.concat([...head, decodeLz4(Buffer.concat(chunks), budget.perRequest)]);
  } catch (thrown) {
    if (thrown instanceof WarehouseRefusal) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new WarehouseRefusal(
      33,
      'CANNOT_READ_ALL_DATA',
      `The request's body is not complete: ${reason}. Nothing was done`,
    );
  } finally {
    budget.giveBack(held);
  }
}

function encodingOf(request: IncomingMessage): string | undefined {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase();
  if (encoding === undefined || encoding === '' || encoding === 'identity') return undefined;
  if (encoding === 'lz4' || Object.hasOwn(decoders, encoding)) return encoding;
  throw new WarehouseRefusal(
    48,
    'NOT_IMPLEMENTED',
    `Content-Encoding ${encoding} is not supported here; use ${[...Object.keys(decoders), 'lz4'].join(', ')}`,
  );
}

function tooLarge(limit: number): WarehouseRefusal {
  return new WarehouseRefusal(229, 'QUERY_IS_TOO_LARGE', `The request's body is larger than ${limit} bytes`);
}
