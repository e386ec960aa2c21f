import type { BuildContext } from '../build/context.ts';
import { finishExchanges } from '../build/exchange.ts';
import { dropLeftOvers, dropProved } from '../build/kept.ts';

const sweepEveryMs = 10_000;

/** What a builder does besides building. */
export class Upkeep {
  #recovered = false;
  #sweptAt = 0;

  forget(): void {
    this.#recovered = false;
  }

  /** What a crash has left half done is finished before anything else is. True where a model serves differently now. */
  async recover(context: BuildContext): Promise<boolean> {
    if (this.#recovered) return false;
    const finished = await finishExchanges(context);
    await dropLeftOvers(context);
    this.#recovered = true;
    return finished.length > 0;
  }

  /** Looks now and then whether tables that are kept need not be any more. */
  async sweep(context: BuildContext): Promise<void> {
    if (context.kept.all().length === 0 || context.now - this.#sweptAt < sweepEveryMs) return;
    this.#sweptAt = context.now;
    await dropProved(context);
  }
}
