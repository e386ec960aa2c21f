import { landingHeaders, tombstone } from '../tables/index.ts';
import type { RecordReader } from './record-reader.ts';
import type { Slab } from './slab.ts';
import { readStructured, type StructuredEvent } from './structured.ts';

const opSlot = landingHeaders.indexOf('ce_op');
const typeSlot = landingHeaders.indexOf('ce_type');
const lead = 0x60;
const upsert = Buffer.from('upsert');
const tombstoneBytes = Buffer.from(tombstone);
const nothing = Buffer.alloc(0);
/** Below this many bytes a loop is quicker than a call into native code. */
const worthACall = 48;

/** Copies records into slabs as rows of a landing table; parses nothing except events in structured mode. */
export class RowWriter {
  readonly #topic: Buffer;
  #target: Buffer = nothing;
  #at = 0;

  constructor(topic: string) {
    this.#topic = Buffer.from(topic);
  }

  /** Appends the record the reader stands on. `timestamp` in ms. */
  write(slab: Slab, record: RecordReader, offset: number, timestamp: number): void {
    if (record.isStructured && record.valueLength >= 0) {
      const value = record.bytes.subarray(record.valueAt, record.valueAt + record.valueLength);
      const event = readStructured(value);
      if (event) {
        this.#writeStructured(slab, record, event, offset, timestamp);
        return;
      }
    }
    let size = 64 + 10 * 5 + Math.max(0, record.keyLength) + Math.max(0, record.valueLength);
    for (const length of record.headerLength) if (length > 0) size += length;
    this.#begin(slab, offset, timestamp, size);
    this.#part(record.bytes, record.keyAt, record.keyLength);
    for (let slot = 0; slot < landingHeaders.length; slot++) this.#header(record, slot);
    this.#part(record.bytes, record.valueAt, record.valueLength);
    slab.length = this.#at;
  }

  #begin(slab: Slab, offset: number, timestamp: number, size: number): void {
    slab.begin(offset, size);
    this.#target = slab.bytes;
    this.#at = slab.length;
    this.#target[this.#at++] = lead;
    this.#number(offset);
    this.#number(timestamp);
  }

  /** What is as usual is left out: the engine fills it in for nothing. */
  #header(record: RecordReader, slot: number): void {
    const at = record.headerAt[slot]!;
    const length = record.headerLength[slot]!;
    if (slot === opSlot && record.valueLength < 0) this.#part(tombstoneBytes, 0, tombstoneBytes.length);
    else if (slot === opSlot && equal(record.bytes, at, length, upsert)) this.#target[this.#at++] = 0;
    else if (slot === typeSlot && equal(record.bytes, at, length, this.#topic)) this.#target[this.#at++] = 0;
    else this.#part(record.bytes, at, length);
  }

  #writeStructured(
    slab: Slab,
    record: RecordReader,
    event: StructuredEvent,
    offset: number,
    timestamp: number,
  ): void {
    const values = landingHeaders.map((name) =>
      Buffer.from(event.attributes[name.slice('ce_'.length)] ?? ''),
    );
    const size = 64 + 10 * 5 + values.reduce((sum, value) => sum + value.length, 0);
    this.#begin(slab, offset, timestamp, size + Math.max(0, record.keyLength) + event.data.length);
    this.#part(record.bytes, record.keyAt, record.keyLength);
    for (const value of values) this.#part(value, 0, value.length);
    this.#part(event.data, 0, event.data.length);
    slab.length = this.#at;
  }

  #part(source: Buffer, from: number, length: number): void {
    let rest = Math.max(length, 0);
    const count = rest;
    while (rest >= 0x80) {
      this.#target[this.#at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#target[this.#at++] = rest;
    if (count >= worthACall) {
      source.copy(this.#target, this.#at, from, from + count);
      this.#at += count;
      return;
    }
    const target = this.#target;
    let at = this.#at;
    for (let index = from; index < from + count; index++) target[at++] = source[index]!;
    this.#at = at;
  }

  /** A 64-bit little-endian integer of at most 53 bits; -1 (no timestamp) is written as two's complement. */
  #number(value: number): void {
    const low = value >>> 0;
    const high = value < 0 ? 0xffffffff : Math.floor(value / 4294967296);
    const target = this.#target;
    let at = this.#at;
    target[at++] = low;
    target[at++] = low >>> 8;
    target[at++] = low >>> 16;
    target[at++] = low >>> 24;
    target[at++] = high;
    target[at++] = high >>> 8;
    target[at++] = high >>> 16;
    target[at++] = high >>> 24;
    this.#at = at;
  }
}

function equal(bytes: Buffer, at: number, length: number, expected: Buffer): boolean {
  if (length !== expected.length) return false;
  for (let index = 0; index < length; index++) {
    if (bytes[at + index] !== expected[index]) return false;
  }
  return true;
}
