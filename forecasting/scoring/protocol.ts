/** What the thread that holds a model is asked, and what it answers. Buffers are handed over, not copied. */
export type ToWorker =
  | {
      kind: 'open';
      id: number;
      graph: Uint8Array;
      input: string;
      output: string;
      width: number;
      outputs: number;
    }
  | { kind: 'score'; id: number; features: Float32Array<ArrayBuffer>; rows: number };

export type FromWorker =
  | { id: number; forecast: Float32Array<ArrayBuffer>; elapsedMs: number }
  | { id: number; failure: string };
