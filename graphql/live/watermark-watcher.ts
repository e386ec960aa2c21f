import type { Logger } from 'pino';
import { messageOf } from '#errors';
import type { Watermark } from '#models';

/** How far each model has come. */
export type ModelWatermarks = Readonly<Record<string, Watermark>>;

export type WatermarkWatcher = {
  current(): ModelWatermarks;
  /** Resolves with the models that changed since the versions given; rejects with nothing but an abort. */
  changed(
    models: ReadonlySet<string> | undefined,
    since: ModelWatermarks,
    signal: AbortSignal,
  ): Promise<string[]>;
  stop(): void;
};

export type WatcherOptions = {
  read(): Promise<ModelWatermarks>;
  everyMs: number;
  log: Logger;
};

/** Reads all watermarks in one statement every so often, for everyone who waits for any of them. */
export function watchWatermarks({ read, everyMs, log }: WatcherOptions): WatermarkWatcher {
  let current: ModelWatermarks = {};
  let stopped = false;
  let failing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Set<() => void>();

  const look = async () => {
    try {
      const next = await read();
      const moved = differing(undefined, current, next).length > 0;
      current = next;
      failing = false;
      if (moved) for (const wake of [...waiting]) wake();
    } catch (error) {
      // Live figures pause while the warehouse is away; told once, not five times a second.
      if (!failing) log.warn({ reason: messageOf(error) }, 'watermarks cannot be read; live figures wait');
      failing = true;
    }
    if (!stopped) timer = setTimeout(look, everyMs);
  };
  void look();

  return {
    current: () => current,
    changed: (models, since, signal) =>
      new Promise((resolve, reject) => {
        const finish = () => {
          waiting.delete(check);
          signal.removeEventListener('abort', abort);
        };
        const abort = () => {
          finish();
          reject(signal.reason);
        };
        const check = () => {
          const changed = differing(models, since, current);
          if (changed.length === 0) return;
          finish();
          resolve(changed);
        };
        if (signal.aborted) return abort();
        waiting.add(check);
        signal.addEventListener('abort', abort);
        check();
      }),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function differing(
  models: ReadonlySet<string> | undefined,
  since: ModelWatermarks,
  now: ModelWatermarks,
): string[] {
  return Object.keys(now).filter(
    (model) => (models?.has(model) ?? true) && since[model]?.version !== now[model]?.version,
  );
}
