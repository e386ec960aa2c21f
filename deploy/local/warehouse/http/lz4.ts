/**
 * Decodes LZ4 frames, one after the other, as Python's clients send them (Node has every other encoding itself).
 * Checksums are not verified: TCP has done that. Throws on anything cut short or malformed.
 */
export function decodeLz4(input: Buffer, limit: number): Buffer {
  const output = new Output(limit);
  let at = 0;
  while (at < input.length) at = decodeFrame(input, at, output);
  return output.bytes();
}

class Output {
  readonly #limit: number;
  #buffer = Buffer.allocUnsafe(1 << 16);
  length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The buffer, with room for so many bytes more. */
  room(more: number): Buffer {
    const needed = this.length + more;
    if (needed > this.#limit) throw new Error(`more than ${this.#limit} bytes`);
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.length);
      this.#buffer = larger;
    }
    return this.#buffer;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.length);
  }
}

function decodeFrame(input: Buffer, start: number, output: Output): number {
  if (input.readUInt32LE(start) !== 0x184d2204) throw new Error('not an LZ4 frame');
  const flags = input.readUInt8(start + 4);
  const blockChecksum = flags & 0x10 ? 4 : 0;
  let at = start + 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0);
  for (;;) {
    const header = input.readUInt32LE(at);
    at += 4;
    if (header === 0) {
      const after = at + (flags & 0x04 ? 4 : 0);
      if (after > input.length) throw new Error('an LZ4 frame is cut short');
      return after;
    }
    const end = at + (header & 0x7fffffff);
    if (end > input.length) throw new Error('an LZ4 block is cut short');
    if (header >>> 31) copyIn(input, at, end, output);
    else decodeBlock(input, at, end, output);
    at = end + blockChecksum;
  }
}

function copyIn(input: Buffer, from: number, to: number, output: Output): void {
  input.copy(output.room(to - from), output.length, from, to);
  output.length += to - from;
}

/** Tokens of literals and matches; a match may reach into earlier blocks and overlap what it writes. */
function decodeBlock(input: Buffer, start: number, end: number, output: Output): void {
  let at = start;
  const length = (short: number): number => {
    let long = short;
    if (short === 15) {
      for (let byte = 255; byte === 255; long += byte) byte = input.readUInt8(at++);
    }
    return long;
  };
  while (at < end) {
    const token = input.readUInt8(at++);
    const literals = length(token >>> 4);
    if (at + literals > end) throw new Error('LZ4 literals are cut short');
    copyIn(input, at, at + literals, output);
    at += literals;
    if (at === end) return;
    const distance = input.readUInt16LE(at);
    at += 2;
    const matched = length(token & 15) + 4;
    const from = output.length - distance;
    if (distance === 0 || from < 0) throw new Error('an LZ4 match points nowhere');
    const buffer = output.room(matched);
    for (let copied = 0; copied < matched; copied++) buffer[output.length + copied] = buffer[from + copied]!;
    output.length += matched;
  }
}
