import type { Addon, NativeConnection } from './addon.ts';
import type { ConnectionChoice, Job } from './protocol.ts';

type Kept = { native: NativeConnection; parameterNames: Set<string>; pinned: boolean };

const keptAtMost = 4;

/**
 * The connections of one engine thread. A connection is set up once and never altered, so nothing can leak from one
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

  take(job: Job): NativeConnection {
    const { key, start, afterwards } = job.connection;
    let kept = this.#kept.get(key);
    this.#kept.delete(key);
    if (kept && !kept.pinned && hasStrangers(kept, job)) {
      this.#addon.CloseConnection(kept.native);
      kept = undefined;
    }
    kept ??= { native: this.#open(start), parameterNames: new Set(), pinned: afterwards === 'session' };
    this.#kept.set(key, kept);
    if (job.parameters !== '') this.#addon.QueryWithConnection(kept.native, job.parameters, 'Null');
    for (const name of job.parameterNames) kept.parameterNames.add(name);
    return kept.native;
  }

  /** Called when the job has ended, well or badly. */
  giveBack(choice: ConnectionChoice, failed: boolean): void {
    const kept = this.#kept.get(choice.key);
    if (!kept) return;
    if (choice.afterwards === 'session') {
      // The engine lists a failed statement as running until the connection's next one.
      if (failed) this.#addon.QueryWithConnection(kept.native, 'SELECT 1', 'Null');
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

  #open(start: string): NativeConnection {
    const native = this.#addon.CreateConnection(this.#path);
    try {
      if (start !== '') this.#addon.QueryWithConnection(native, start, 'Null');
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
