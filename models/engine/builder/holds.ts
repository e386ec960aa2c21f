const longestMs = 60_000;

export type Hold = { text: string; until: number; count: number; message: string };

/**
 * Texts that could not be built: tried again after a second, then after twice as long each time. Meanwhile the text that
 * serves is kept up to date.
 */
export class Holds {
  readonly #holds = new Map<string, Hold>();

  /** True where this failure was not known yet. */
  add(model: string, text: string, message: string, now: number): boolean {
    const known = this.#holds.get(model);
    const same = known?.text === text ? known : undefined;
    const count = (same?.count ?? 0) + 1;
    this.#holds.set(model, { text, message, count, until: now + Math.min(longestMs, 500 * 2 ** count) });
    return same?.message !== message;
  }

  isHeld(model: string, text: string, now: number): boolean {
    const hold = this.#holds.get(model);
    return hold !== undefined && hold.text === text && now < hold.until;
  }

  /** Those in force, as one text that changes when they do. */
  inForce(now: number): string {
    return [...this.#holds]
      .filter(([, { until }]) => now < until)
      .map(([model, { text }]) => `${model} ${text}`)
      .join('\n');
  }

  release(model?: string): void {
    if (model === undefined) this.#holds.clear();
    else this.#holds.delete(model);
  }
}
