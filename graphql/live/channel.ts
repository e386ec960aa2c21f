import { randomBytes } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { type Frame, frameOf } from './frame.ts';

export type Listener = { next(frame: Frame): void; complete(): void };

/** One running subscription and everyone who listens to it. */
export type Channel = {
  join(listener: Listener, lastEventId: string | undefined): void;
  /** How many still listen. */
  leave(listener: Listener): number;
  stop(): void;
};

export type ChannelOptions = {
  /** Starts the subscription; errors are told as a result. */
  open(signal: AbortSignal): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
  /** Words what went wrong, as a result. */
  failure(thrown: unknown): ExecutionResult;
  /** Whether a result tells of something that may pass, so that opening again makes sense. */
  passes(result: ExecutionResult): boolean;
  /** Whether events are states, of which the newest is enough, so that a newcomer gets it at once. */
  replay: boolean;
  /** Called once when nothing more will come. */
  ended(): void;
};

const firstPauseMs = 1_000;
const longestPauseMs = 15_000;

/** Runs one subscription for many listeners, and starts it again when it fails in passing. */
export function openChannel(options: ChannelOptions): Channel {
  const listeners = new Set<Listener>();
  const stop = new AbortController();
  // Ids of another run of the gateway never equal ours, so that whoever comes back gets the present state.
  const name = randomBytes(6).toString('base64url');
  let count = 0;
  let last: Frame | undefined;

  const tell = (result: ExecutionResult, remember: boolean) => {
    count += 1;
    const frame = frameOf(`${name}.${count}`, result);
    if (remember) last = frame;
    for (const listener of [...listeners]) listener.next(frame);
  };
  const finish = () => {
    stop.abort();
    options.ended();
    for (const listener of [...listeners]) listener.complete();
    listeners.clear();
  };

  const run = async () => {
    let pause = firstPauseMs;
    while (!stop.signal.aborted) {
      const failure = await follow(options, stop.signal, (result) => {
        pause = firstPauseMs;
        tell(result, options.replay);
      });
      if (stop.signal.aborted) return;
      if (failure) tell(failure, false);
      if (!failure || !options.passes(failure)) return finish();
      await pausing(pause, stop.signal);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  };
  // Begins after the first listener has joined.
  queueMicrotask(() => void run());

  return {
    join: (listener, lastEventId) => {
      listeners.add(listener);
      if (last && last.id !== lastEventId) listener.next(last);
    },
    leave: (listener) => {
      listeners.delete(listener);
      return listeners.size;
    },
    stop: () => stop.abort(),
  };
}

/** Tells every event; gives the failure that ended the subscription, if one did. */
async function follow(
  { open, failure }: ChannelOptions,
  signal: AbortSignal,
  tell: (result: ExecutionResult) => void,
): Promise<ExecutionResult | undefined> {
  try {
    const answer = await open(signal);
    if (!(Symbol.asyncIterator in answer)) return answer;
    for await (const result of answer) {
      if (signal.aborted) return undefined;
      tell(result);
    }
    return undefined;
  } catch (thrown) {
    return signal.aborted ? undefined : failure(thrown);
  }
}

function pausing(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
