import { Worker } from 'node:worker_threads';
import { EntrepotError } from '#errors';
import type { ModelVersion } from '../signature/load-version.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** A model in a thread of its own: the runtime computes synchronously and would hold up everything else. */
export type ModelThread = {
  readonly version: ModelVersion;
  /**
   * Scores rows given one after the other, `features.length` columns each; `features` is handed over and may not be
   * used afterwards. Gives `outputs.length` columns a row.
   */
  score(features: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array>;
  close(): Promise<void>;
};

/** The relative difference from a golden row that rounding may make. */
const tolerance = 1e-5;

type Waiting = { resolve(forecast: Float32Array<ArrayBuffer>): void; reject(error: Error): void };
type Unnumbered<Message> = Message extends unknown ? Omit<Message, 'id'> : never;

/**
 * Opens a version and holds it to its golden rows.
 *
 * @throws EntrepotError FORECAST_MODEL_INVALID where the graph does not fit the signature or answers otherwise.
 */
export async function openModel(version: ModelVersion): Promise<ModelThread> {
  const { signature } = version;
  const worker = new Worker(new URL('./worker-main.ts', import.meta.url), {
    name: `model ${signature.name}`,
  });
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let ended: Error | undefined;
  const failAll = (error: Error) => {
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (reply: FromWorker) => {
    const { resolve, reject } = waiting.get(reply.id)!;
    waiting.delete(reply.id);
    if ('failure' in reply) reject(invalid(version, reply.failure));
    else resolve(reply.forecast);
  });
  worker.on('error', (error) => failAll(invalid(version, (error as Error).message)));
  worker.on('exit', () => failAll(invalid(version, 'its thread has ended')));
  const ask = (message: Unnumbered<ToWorker>, transfer: ArrayBuffer[] = []) =>
    new Promise<Float32Array<ArrayBuffer>>((resolve, reject) => {
      if (ended) return reject(ended);
      const id = next++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...message, id }, transfer);
    });
  const thread: ModelThread = {
    version,
    score: (features, rows) => ask({ kind: 'score', features, rows }, [features.buffer]),
    close: async () => {
      await worker.terminate();
    },
  };
  try {
    const { input, output } = signature;
    const [width, outputs] = [signature.features.length, signature.outputs.length];
    await ask({ kind: 'open', graph: version.graph, input, output, width, outputs });
    await checkGolden(thread);
    return thread;
  } catch (error) {
    await thread.close();
    throw error;
  }
}

async function checkGolden(thread: ModelThread): Promise<void> {
  const { features, forecast } = thread.version.golden;
  const found = await thread.score(
    Float32Array.from(features.flat(), (value) => value ?? Number.NaN),
    features.length,
  );
  for (const [at, expected] of forecast.flat().entries()) {
    const difference = Math.abs(found[at]! - expected);
    if (difference <= tolerance * Math.max(1, Math.abs(expected))) continue;
    const row = Math.floor(at / thread.version.signature.outputs.length);
    throw invalid(thread.version, `golden row ${row} gives ${found[at]} instead of ${expected}`);
  }
}

function invalid({ signature, folder }: ModelVersion, why: string): EntrepotError {
  return new EntrepotError(
    'FORECAST_MODEL_INVALID',
    `The model ${signature.name}/${signature.version} cannot be used: ${why}.`,
    { at: folder, fix: 'Serve another version by its name in the file «champion», or train again.' },
  );
}
