import { parentPort } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { FromWorker, ToWorker } from './protocol.ts';

type Opened = { session: InferenceSession; input: string; output: string; width: number; outputs: number };

const port = parentPort!;
let opened: Opened | undefined;

port.on('message', (message: ToWorker) => {
  void answer(message).then(
    (reply) => port.postMessage(reply, 'forecast' in reply ? [reply.forecast.buffer] : []),
    (error: unknown) => {
      const failure = error instanceof Error ? error.message : String(error);
      port.postMessage({ id: message.id, failure } satisfies FromWorker);
    },
  );
});

async function answer(message: ToWorker): Promise<FromWorker> {
  const started = performance.now();
  if (message.kind === 'open') {
    opened = await open(message);
    return { id: message.id, forecast: new Float32Array(0), elapsedMs: performance.now() - started };
  }
  if (!opened) throw new Error('no model is open');
  const { session, input, output, width, outputs } = opened;
  const tensor = new Tensor('float32', message.features, [message.rows, width]);
  const { [output]: found } = await session.run({ [input]: tensor });
  const { type, data, dims } = found!;
  if (type !== 'float32' || dims[0] !== message.rows || (dims[1] ?? 1) !== outputs) {
    throw new Error(
      `the graph gives ${type}[${dims.join(', ')}] instead of float32[${message.rows}, ${outputs}]`,
    );
  }
  // The tensor's memory may belong to the runtime.
  const forecast = new Float32Array(data as Float32Array);
  return { id: message.id, forecast, elapsedMs: performance.now() - started };
}

/** One thread to a session: more of them wait for each other by spinning. */
async function open(asked: ToWorker & { kind: 'open' }): Promise<Opened> {
  const { graph, input, output, width, outputs } = asked;
  const session = await InferenceSession.create(graph, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const expect = (names: readonly string[], name: string, what: string) => {
    if (!names.includes(name)) throw new Error(`the graph has no ${what} «${name}», but ${names.join(', ')}`);
  };
  expect(session.inputNames, input, 'input');
  expect(session.outputNames, output, 'output');
  const metadata = session.inputMetadata.find((each) => each.name === input);
  if (metadata?.isTensor) {
    const columns = metadata.shape[1];
    if (metadata.type !== 'float32' || (typeof columns === 'number' && columns !== width)) {
      throw new Error(
        `the graph takes ${metadata.type}[${metadata.shape.join(', ')}], the signature gives float32[, ${width}]`,
      );
    }
  }
  return { session, input, output, width, outputs };
}
