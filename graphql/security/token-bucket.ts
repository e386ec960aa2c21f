import { EntrepotError } from '#errors';

export type BucketOptions = {
  /** Cost units that may be spent at once. */
  capacity: number;
  /** Cost units that come back each second. */
  refillPerSecond: number;
  clock: () => number;
};

export type CostBuckets = {
  /** Takes the cost from the bucket of `owner`, or refuses with RATE_LIMITED and says when to come back. */
  spend(owner: string, cost: number): void;
};

type Bucket = { left: number; at: number };

/** One bucket of cost units per owner. Questions are charged by what they cost, not by the request. */
export function createCostBuckets({ capacity, refillPerSecond, clock }: BucketOptions): CostBuckets {
  const buckets = new Map<string, Bucket>();
  const level = (bucket: Bucket, now: number) =>
    Math.min(capacity, bucket.left + ((now - bucket.at) / 1_000) * refillPerSecond);

  const forgetFull = (now: number) => {
    for (const [owner, bucket] of buckets) if (level(bucket, now) >= capacity) buckets.delete(owner);
  };

  return {
    spend: (owner, cost) => {
      const now = clock();
      const bucket = buckets.get(owner) ?? { left: capacity, at: now };
      const left = level(bucket, now) - cost;
      if (left < 0) {
        const seconds = Math.ceil(-left / refillPerSecond);
        throw new EntrepotError(
          'RATE_LIMITED',
          `This costs ${cost} units and ${Math.floor(left + cost)} are left.`,
          {
            fix: `Wait ${seconds} s, or ask for less at a time.`,
          },
        );
      }
      bucket.left = left;
      bucket.at = now;
      buckets.set(owner, bucket);
      if (buckets.size > 10_000) forgetFull(now);
    },
  };
}
