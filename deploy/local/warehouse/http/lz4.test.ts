import { describe, expect, it } from 'vitest';
import { decodeLz4 } from './lz4.ts';

/** lz4.frame.compress(b"abcabcabcabcabcabcabcabc" + b"x" * 300) of Python's lz4 4.4.5. */
const frame = Buffer.from('04224d18604082130000003f6162630300021f780100ff1450787878787800000000', 'hex');
const plain = `${'abc'.repeat(8)}${'x'.repeat(300)}`;

describe('decodeLz4', () => {
  it('reads frames, also several', () => {
    expect(decodeLz4(frame, 1000).toString()).toBe(plain);
    expect(decodeLz4(Buffer.concat([frame, frame]), 1000).toString()).toBe(plain + plain);
  });

  it('refuses every cut-off beginning of a frame', () => {
    for (let cut = 1; cut < frame.length; cut++) {
      expect(() => decodeLz4(frame.subarray(0, cut), 1000)).toThrow();
    }
  });

  it('refuses what is too large or no frame', () => {
    expect(() => decodeLz4(frame, 100)).toThrow(/more than 100/);
    expect(() => decodeLz4(Buffer.from('hello world'), 100)).toThrow(/not an LZ4 frame/);
  });
});
