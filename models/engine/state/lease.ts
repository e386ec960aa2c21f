import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EntrepotError } from '#errors';
import type { Warehouse } from '#warehouse';

const ttlMs = 10_000;
const renewMs = 3_000;
/** How often it is looked at whether to renew. */
const keepMs = 2_000;
/** Longest time between the clock reading of a claim and the moment others can read it. */
const settleMs = 400;

type Claim = { epoch: string; owner: string; live: boolean };

/**
 * The right to be the only one who builds. A claim is a row with the next epoch; of those with the same epoch the one
 * made first holds. An owner that could not renew in time gives up before its claim ends.
 */
export class Lease {
  readonly #warehouse: Warehouse;
  readonly #name: string;
  readonly #owner = randomUUID();
  #epoch = 0;
  #safeUntil = 0;
  #renewedAt = 0;
  #isWanted = false;
  #regaining: Promise<void> | undefined;

  constructor(warehouse: Warehouse, name: string) {
    this.#warehouse = warehouse;
    this.#name = name;
  }

  /** Runs with the lease held and renewed, and gives it back; throws FENCED where somebody else holds it. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    if (!(await this.acquire())) this.assertHeld();
    // A renewal that fails shows where it matters: `hold` refuses the next swap.
    const keep = setInterval(() => void this.keep().catch(() => undefined), keepMs);
    try {
      return await run();
    } finally {
      clearInterval(keep);
      await this.release();
    }
  }

  /** Takes the lease when it is free. False while somebody else holds it. */
  async acquire(): Promise<boolean> {
    const current = await this.#current();
    if (current?.live && current.owner !== this.#owner) return false;
    this.#isWanted = await this.#take(Number(current?.epoch ?? 0) + 1);
    return this.#isWanted;
  }

  async #take(epoch: number): Promise<boolean> {
    this.#epoch = epoch;
    await this.#claim();
    await sleep(settleMs);
    const holder = await this.#current();
    if (holder?.owner === this.#owner && Number(holder.epoch) === epoch) return true;
    this.#safeUntil = 0;
    return false;
  }

  /** The next epoch is claimed, never the one that ran out: whoever claimed it first is seen. */
  async #regain(): Promise<void> {
    const current = await this.#current();
    const isOurs = current?.owner === this.#owner && Number(current.epoch) === this.#epoch;
    if (isOurs && this.#isWanted) await this.#take(this.#epoch + 1);
  }

  /** Holds on to the lease; throws FENCED once it is lost. */
  async keep(): Promise<void> {
    await this.hold();
    if (performance.now() - this.#renewedAt < renewMs) return;
    const holder = await this.#current();
    if (holder?.owner !== this.#owner) this.#safeUntil = 0;
    this.assertHeld();
    await this.#claim();
  }

  /**
   * Afterwards the lease is held for certain. One that a busy warehouse let run out is taken again where nobody else
   * took it meanwhile, so that hours of building are not lost; throws FENCED otherwise.
   */
  async hold(): Promise<void> {
    if (performance.now() < this.#safeUntil) return;
    this.#regaining ??= this.#regain().finally(() => {
      this.#regaining = undefined;
    });
    await this.#regaining;
    this.assertHeld();
  }

  /** Throws FENCED unless the lease is held for certain. */
  assertHeld(): void {
    if (performance.now() < this.#safeUntil) return;
    throw new EntrepotError('FENCED', 'Another process builds the models now.', {
      asked: this.#name,
      fix: 'Nothing to do: this process waits until the lease is free again.',
    });
  }

  async release(): Promise<void> {
    this.#isWanted = false;
    if (performance.now() >= this.#safeUntil) return;
    this.#safeUntil = 0;
    await this.#insert(0);
  }

  async #claim(): Promise<void> {
    const asked = performance.now();
    await this.#insert(ttlMs);
    this.#renewedAt = asked;
    this.#safeUntil = asked + ttlMs - 1_000;
  }

  #insert(forMs: number): Promise<void> {
    return this.#warehouse.command(
      `INSERT INTO _leases (name, epoch, owner, expires_at)
       SELECT {name:String}, {epoch:UInt64}, {owner:String}, now64(3) + toIntervalMillisecond({ms:UInt32})`,
      { name: this.#name, epoch: this.#epoch, owner: this.#owner, ms: forMs },
    );
  }

  async #current(): Promise<Claim | undefined> {
    const [claim] = await this.#warehouse.rows<Claim>(
      `SELECT epoch, owner, argMax(expires_at, claimed_at) > now64(3) AS live
       FROM _leases WHERE name = {name:String} AND epoch = (SELECT max(epoch) FROM _leases WHERE name = {name:String})
       GROUP BY epoch, owner ORDER BY min(claimed_at), owner LIMIT 1`,
      { name: this.#name },
    );
    return claim && { ...claim, live: Boolean(claim.live) };
  }
}
