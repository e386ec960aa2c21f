/**
 * A small fast generator of pseudo-random numbers (sfc32), seeded from a seed and any number of keys, so that each
 * part of the world draws from a stream of its own: what one part draws never shifts what another gets.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, ...keys: readonly (string | number)[]) {
    let hash = 0x811c9dc5 ^ seed;
    for (const key of keys) hash = typeof key === 'number' ? mix(hash, key) : mixText(hash, key);
    this.a = mix(hash, 1);
    this.b = mix(hash, 2);
    this.c = mix(hash, 3);
    for (let round = 0; round < 8; round++) this.next();
  }

  /** Uniform in [0, 1), 32 bits. */
  next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)] as T;
  }

  /** One of `[item, weight]`, in proportion to weight. */
  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let point = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      point -= weight;
      if (point < 0) return item;
    }
    return items[items.length - 1]![0];
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Poisson; beyond a mean of 30 the normal law stands in for it. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let product = this.next();
    let count = 0;
    while (product > limit) {
      product *= this.next();
      count++;
    }
    return count;
  }
}

/** A uniform number in [0, 1) that depends on its keys alone. */
export function uniform(seed: number, ...keys: readonly number[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const key of keys) hash = mix(hash, key);
  return (mix(hash, 7) >>> 0) / 4_294_967_296;
}

/** One round of a murmur-like finaliser over 32 bits. */
function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ value ^ (value / 4_294_967_296), 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function mixText(hash: number, text: string): number {
  let h = hash;
  for (let index = 0; index < text.length; index++) h = mix(h, text.charCodeAt(index));
  return h;
}
