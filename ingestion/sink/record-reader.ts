import { landingHeaders } from '../tables/index.ts';

const slots = landingHeaders.map((name) => Buffer.from(name));
const contentType = Buffer.from('content-type');
const structured = Buffer.from('application/cloudevents');

/**
 * Walks over the records of a batch (Kafka's record format, version 2) without making an object of any: after each
 * `next` the fields say where in `bytes` the record's parts lie. A length of -1 means that the part is absent.
 */
export class RecordReader {
  bytes: Buffer = Buffer.alloc(0);
  /** Number of the record within its batch, as its offset counts. */
  offsetDelta = 0;
  timestampDelta = 0;
  keyAt = 0;
  keyLength = -1;
  valueAt = 0;
  valueLength = -1;
  /** Of the values of `landingHeaders`, in that order. */
  readonly headerAt = new Int32Array(slots.length);
  readonly headerLength = new Int32Array(slots.length);
  /** Whether the value is a CloudEvent in structured mode. */
  isStructured = false;
  #at = 0;
  /** Producers write headers in the same order each time: where the header at a place went last time. */
  readonly #guesses: number[] = [];

  open(records: Buffer): void {
    this.bytes = records;
    this.#at = 0;
  }

  next(): void {
    const end = this.#varint() + this.#at;
    this.#at++; // attributes, unused by Kafka
    this.timestampDelta = this.#varint();
    this.offsetDelta = this.#varint();
    this.keyLength = this.#varint();
    this.keyAt = this.#at;
    if (this.keyLength > 0) this.#at += this.keyLength;
    this.valueLength = this.#varint();
    this.valueAt = this.#at;
    if (this.valueLength > 0) this.#at += this.valueLength;
    this.#headers();
    this.#at = end;
  }

  #headers(): void {
    this.headerLength.fill(-1);
    this.isStructured = false;
    const count = this.#varint();
    for (let place = 0; place < count; place++) {
      const nameLength = this.#varint();
      const nameAt = this.#at;
      this.#at += nameLength;
      const valueLength = this.#varint();
      const slot = this.#slotOf(place, nameAt, nameLength);
      if (slot >= 0) {
        this.headerAt[slot] = this.#at;
        this.headerLength[slot] = valueLength;
      } else if (this.#equal(contentType, nameAt, nameLength)) {
        this.isStructured =
          valueLength >= structured.length && this.#equal(structured, this.#at, structured.length);
      }
      if (valueLength > 0) this.#at += valueLength;
    }
  }

  #slotOf(place: number, at: number, length: number): number {
    const guess = this.#guesses[place] ?? -1;
    if (guess >= 0 && this.#equal(slots[guess]!, at, length)) return guess;
    for (let slot = 0; slot < slots.length; slot++) {
      if (this.#equal(slots[slot]!, at, length)) {
        this.#guesses[place] = slot;
        return slot;
      }
    }
    return -1;
  }

  #equal(expected: Buffer, at: number, length: number): boolean {
    if (expected.length !== length) return false;
    const { bytes } = this;
    for (let index = length - 1; index >= 0; index--) {
      if (bytes[at + index] !== expected[index]) return false;
    }
    return true;
  }

  /** A zigzag varint of up to 53 bits. */
  #varint(): number {
    const { bytes } = this;
    let byte = bytes[this.#at++]!;
    if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1);
    let value = byte & 0x7f;
    let scale = 128;
    do {
      byte = bytes[this.#at++]!;
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte >= 0x80);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
