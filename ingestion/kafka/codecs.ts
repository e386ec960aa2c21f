import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** How record batches are packed. zstd packs JSON nearly as tightly as gzip at a fraction of the processor time. */
export const compressions = {
  none: kafkajs.CompressionTypes.None,
  gzip: kafkajs.CompressionTypes.GZIP,
  zstd: kafkajs.CompressionTypes.ZSTD,
} as const;

export type Compression = keyof typeof compressions;

/** Level 1: batches are small and short-lived in memory, and the broker keeps what it is given. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Teaches kafkajs zstd, which it names but does not bring. Its codec table is global to the process. */
export function registerCodecs(): void {
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
    compress: ({ buffer }: { buffer: Buffer }) => compress(buffer, options),
    decompress: (buffer: Buffer) => decompress(buffer),
  });
}
