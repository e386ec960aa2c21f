import type { Addon, NativeConnection } from './addon.ts';
import type { ConnectionChoice, Job } from './job.ts';

type Kept = { native: NativeConnection; parameterNames: Set<string>; pinned: boolean };

const keptAtMost = 4;

/**
 * The connections of one slot. A connection is set up once and never altered, so nothing can leak from one
 * request into the next; opening one costs about half a millisecond.
 */
export class Connections {
  readonly #addon: Addon;
  readonly #path: string;
  /** In order of use, the latest last. */
  readonly #kept = new Map<string, Kept>();

  constructor(addon: Addon, path: string) {
    this.#addon = addon;
    this.#path = path;
  }

  async take(job: Job): Promise<NativeConnection> {
    const { key, start, afterwards } = job.connection;
    let kept = this.#kept.get(key);
    this.#kept.delete(key);
    if (kept && !kept.pinned && hasStrangers(kept, job)) {
      this.#addon.CloseConnection(kept.native);
      kept = undefined;
    }
    kept ??= { native: await this.#open(start), parameterNames: new Set(), pinned: afterwards === 'session' };
    this.#kept.set(key, kept);
    if (job.parameters !== '') await this.#addon.QueryAsyncConnection(kept.native, job.parameters, 'Null');
    for (const name of job.parameterNames) kept.parameterNames.add(name);
    return kept.native;
  }

  /** Called when the job has ended, well or badly. */
  async giveBack(choice: ConnectionChoice, failed: boolean): Promise<void> {
    const kept = this.#kept.get(choice.key);
    if (!kept) return;
    if (choice.afterwards === 'session') {
      // The engine lists a failed statement as running until the connection's next one.
      if (failed) await this.#addon.QueryAsyncConnection(kept.native, 'SELECT 1', 'Null');
      return;
    }
    if (failed || choice.afterwards === 'discard') this.forget(choice.key);
    for (const [key, oldest] of this.#kept) {
      if (this.#kept.size <= keptAtMost) break;
      if (!oldest.pinned) this.forget(key);
    }
  }

  forget(key: string): void {
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    if (kept) this.#addon.CloseConnection(kept.native);
  }

  close(): void {
    for (const key of [...this.#kept.keys()]) this.forget(key);
  }

  async #open(start: string): Promise<NativeConnection> {
    const native = this.#addon.CreateConnection(this.#path);
    try {
      if (start !== '') await this.#addon.QueryAsyncConnection(native, start, 'Null');
      return native;
    } catch (thrown) {
      this.#addon.CloseConnection(native);
      throw thrown;
    }
  }
}

/** Whether a parameter of an earlier statement could be seen by this one: the engine cannot unset parameters. */
function hasStrangers(kept: Kept, job: Job): boolean {
  const sql = job.work.kind === 'run' ? job.work.sql : job.work.head;
  if (!sql.includes('{')) return false;
  return [...kept.parameterNames].some((name) => !job.parameterNames.includes(name));
}
