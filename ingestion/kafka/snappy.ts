import { compress, uncompress } from 'snappy';

/**
 * Snappy as Kafka's clients write it: raw blocks, each with its length before it, after a header of 16 bytes (magic,
 * version, compatible version; the framing of Java's xerial library). Some clients leave the framing away and write one
 * block.
 */
const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const headerBytes = 16;
const version = 1;
/** What Java's writer fills before it packs; readers take blocks of any size. */
const blockBytes = 32 * 1024;

export async function unpack(bytes: Buffer): Promise<Buffer> {
  if (!bytes.subarray(0, magic.length).equals(magic)) return block(bytes);
  const blocks: Promise<Buffer>[] = [];
  for (let at = headerBytes; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const start = at + 4;
    if (start + length > bytes.length) throw new Error('A block of snappy is cut off.');
    blocks.push(block(bytes.subarray(start, start + length)));
    at = start + length;
  }
  return Buffer.concat(await Promise.all(blocks));
}

export async function pack(bytes: Buffer): Promise<Buffer> {
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt32BE(version, 8);
  header.writeUInt32BE(version, 12);
  const parts: Buffer[] = [header];
  for (let at = 0; at < bytes.length; at += blockBytes) {
    const block = await compress(bytes.subarray(at, at + blockBytes));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}

async function block(bytes: Buffer): Promise<Buffer> {
  const unpacked = await uncompress(bytes);
  return typeof unpacked === 'string' ? Buffer.from(unpacked) : unpacked;
}
