import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { compressFrame, decompressFrame } from 'lz4-napi';
import * as snappy from './snappy.ts';

/** How record batches are packed. zstd packs JSON nearly as tightly as gzip at a fraction of the processor time. */
export const compressions = {
  none: kafkajs.CompressionTypes.None,
  gzip: kafkajs.CompressionTypes.GZIP,
  snappy: kafkajs.CompressionTypes.Snappy,
  lz4: kafkajs.CompressionTypes.LZ4,
  zstd: kafkajs.CompressionTypes.ZSTD,
} as const;

export type Compression = keyof typeof compressions;

type Codec = {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(buffer: Buffer): Promise<Buffer>;
};

const zstd = { compress: promisify(zstdCompress), decompress: promisify(zstdDecompress) };

/** Level 1: batches are small and short-lived in memory, and the broker keeps what it is given. */
const zstdOptions = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const codecs = {
  [compressions.zstd]: {
    compress: ({ buffer }) => zstd.compress(buffer, zstdOptions),
    decompress: (buffer) => zstd.decompress(buffer),
  },
  [compressions.lz4]: {
    compress: ({ buffer }) => compressFrame(buffer),
    decompress: (buffer) => decompressFrame(buffer),
  },
  [compressions.snappy]: {
    compress: ({ buffer }) => snappy.pack(buffer),
    decompress: (buffer) => snappy.unpack(buffer),
  },
} satisfies Record<number, Codec>;

/** Teaches kafkajs the codecs that it names but does not bring. Its codec table is global to the process. */
export function registerCodecs(): void {
  for (const [type, codec] of Object.entries(codecs)) {
    Object.assign(kafkajs.CompressionCodecs, { [type]: () => codec });
  }
}
