/**
 * Rows of one partition on their way to its landing table, in RowBinary. Slabs are reused: what was allocated for the
 * largest batch so far serves all later ones.
 */
export class Slab {
  bytes: Buffer;
  /** Bytes written. */
  length = 0;
  /** Rows written. */
  rows = 0;
  /** Kafka offset of each row, ascending. */
  readonly offsets: number[] = [];
  /** When the first row was written, on the monotonic clock. */
  since = 0;
  readonly #starts: number[] = [];

  constructor(capacity = 1 << 20) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Makes room for a row of at most `size` bytes and notes where it begins. */
  begin(offset: number, size: number): void {
    if (this.length + size > this.bytes.length) this.#grow(this.length + size);
    if (this.rows === 0) this.since = performance.now();
    this.offsets[this.rows] = offset;
    this.#starts[this.rows] = this.length;
    this.rows++;
  }

  clear(): void {
    this.length = 0;
    this.rows = 0;
    this.offsets.length = 0;
    this.#starts.length = 0;
    // One huge batch must not hold its memory for ever.
    if (this.bytes.length > 64 << 20) this.bytes = Buffer.allocUnsafeSlow(1 << 20);
  }

  /** The body of all rows. Valid until the slab is written to or cleared. */
  body(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  /** The bytes of one row. */
  row(index: number): Buffer {
    return this.bytes.subarray(this.#starts[index]!, this.#starts[index + 1] ?? this.length);
  }

  /** The body of the rows at these places only. */
  bodyOf(indexes: readonly number[]): Buffer {
    return indexes.length === this.rows
      ? this.body()
      : Buffer.concat(indexes.map((index) => this.row(index)));
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
