import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import type { Warehouse } from '#warehouse';
import { type ModelThread, openModel } from '../scoring/model-thread.ts';
import { scoreAdResponse } from '../scoring/score-ad-response.ts';
import { scoreDemand } from '../scoring/score-demand.ts';
import { openRegistry } from '../signature/registry.ts';
import { lastCompleteDay } from './last-complete-day.ts';
import { type ForecastRun, isScored, recordRun } from './runs.ts';
import { isSettled, readSales, type Sales } from './settled-sales.ts';
import { ensureForecastTables } from './tables.ts';

export type ForecasterSettings = {
  /** Of the installation; forecasts are units, so it changes nothing yet. */
  reportingCurrency?: string;
  /** How often the forecaster looks whether there is a new day to score; 30 s unless told. */
  lookEveryMs?: number;
  /** Between two looks at a history that may still be loading; 2 s unless told. */
  settleMs?: number;
};

export type ForecasterOptions = {
  warehouse: Warehouse;
  registryDir: string;
  settings?: ForecasterSettings;
  log: Logger;
  clock: () => Date;
  /** Models scored of models there are; `note` says what came out. */
  onProgress?(progress: { done: number; total: number; note?: string }): void;
};

export type ForecasterStatus = {
  models: { name: string; version: string; refused?: string }[];
  lastRuns: ForecastRun[];
  lastError?: string;
};

/** A part of the platform that runs until it is stopped. */
export type Forecaster = {
  stop(): Promise<void>;
  /** Rejects when the role ends by itself; never resolves. */
  failed: Promise<never>;
  status(): ForecasterStatus;
};

/**
 * Scores the champions of the registry once sales have settled, and again for every day that is over. A model that
 * does not fulfil its signature is refused and logged; the others are served.
 */
export async function startForecaster(options: ForecasterOptions): Promise<Forecaster> {
  const { log, warehouse } = options;
  const stopping = new AbortController();
  const status: ForecasterStatus = { models: [], lastRuns: [] };
  const threads = await openChampions(options, status);
  await ensureForecastTables(warehouse);
  const loop = follow(options, threads, status, stopping.signal);
  const failed = loop.then(
    () => new Promise<never>(() => {}),
    (error: unknown) => Promise.reject(error),
  );
  // Whoever holds the role listens; here it only must not be unhandled.
  failed.catch((error: unknown) => log.error({ err: error }, 'the forecaster ended'));
  return {
    failed,
    status: () => status,
    stop: async () => {
      stopping.abort();
      await loop.catch(() => undefined);
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

async function openChampions(
  { registryDir, log }: ForecasterOptions,
  status: ForecasterStatus,
): Promise<ModelThread[]> {
  const registry = openRegistry(registryDir);
  const threads: ModelThread[] = [];
  for (const name of await registry.names()) {
    try {
      const thread = await openModel(await registry.champion(name));
      threads.push(thread);
      status.models.push({ name, version: thread.version.signature.version });
    } catch (error) {
      log.error({ err: error, model: name }, 'a forecasting model was refused');
      status.models.push({ name, version: '', refused: messageOf(error) });
    }
  }
  return threads;
}

async function follow(
  options: ForecasterOptions,
  threads: readonly ModelThread[],
  status: ForecasterStatus,
  signal: AbortSignal,
): Promise<void> {
  const { log, settings = {}, clock } = options;
  let before: { asOf: string; sales: Sales } | undefined;
  while (!signal.aborted) {
    const asOf = lastCompleteDay(clock());
    let pause = settings.lookEveryMs ?? 30_000;
    try {
      const due = await unscored(options.warehouse, threads, asOf);
      if (due.length > 0) {
        const sales = await readSales(options.warehouse, asOf);
        if (before?.asOf === asOf && isSettled(before.sales, sales)) {
          await scoreAll(options, due, threads.length, asOf, status);
        } else pause = settings.settleMs ?? 2_000;
        before = { asOf, sales };
      } else options.onProgress?.({ done: threads.length, total: threads.length });
      delete status.lastError;
    } catch (error) {
      if (signal.aborted) return;
      status.lastError = messageOf(error);
      log.warn({ err: error, asOf }, 'forecasts were not written, and will be tried again');
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}

async function unscored(
  warehouse: Warehouse,
  threads: readonly ModelThread[],
  asOf: string,
): Promise<ModelThread[]> {
  const scored = await Promise.all(
    threads.map((thread) => isScored(warehouse, thread.version.signature, asOf)),
  );
  return threads.filter((_, index) => !scored[index]);
}

async function scoreAll(
  { warehouse, log, clock, onProgress }: ForecasterOptions,
  due: readonly ModelThread[],
  total: number,
  asOf: string,
  status: ForecasterStatus,
): Promise<void> {
  let done = total - due.length;
  for (const thread of due) {
    const { name, version, task } = thread.version.signature;
    onProgress?.({ done, total, note: name });
    const scoredAt = clock();
    const started = performance.now();
    const score = task === 'demand' ? scoreDemand : scoreAdResponse;
    const result = await score({ warehouse, thread, asOf, scoredAt });
    const run = { ...result, model: name, version, asOf, scoredAt, elapsedMs: performance.now() - started };
    await recordRun(warehouse, run);
    status.lastRuns = [...status.lastRuns.filter(({ model }) => model !== name), run];
    log.info(run, 'forecasts were written');
    done++;
    onProgress?.({ done, total, note: `${result.rows.toLocaleString('en')} forecasts as of ${asOf}` });
  }
}
