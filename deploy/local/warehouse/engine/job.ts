/** One statement for the engine and the state its connection must be in. */
export type Job = {
  connection: ConnectionChoice;
  /** `SET param_x = '…', …`, empty for none. */
  parameters: string;
  parameterNames: readonly string[];
  work: Work;
};

export type ConnectionChoice = {
  /** Connections of one key are interchangeable: same access, database and settings. */
  key: string;
  /** Statements that bring a new connection into the state its key stands for. */
  start: string;
  /**
   * `reuse`: may serve the next job of the same key. `discard`: the statement leaves traces (SET, temporary tables),
   * or may. `session`: stays until it is forgotten.
   */
  afterwards: 'reuse' | 'discard' | 'session';
  /** Sessions only: settings for this job alone. */
  settings?: { set: string; names: readonly string[] } | undefined;
  /** Sessions only: the database the request names. */
  use?: string | undefined;
};

export type Work =
  /** Answers into the slot's pipe, which stands between `head` and `tail`. */
  | { kind: 'select'; head: string; tail: string; format: string }
  /** Has a small answer or none. */
  | { kind: 'run'; sql: string; format: string }
  | {
      kind: 'insert';
      /** The statement up to where FROM INFILE would stand, and from there on. */
      head: string;
      tail: string;
      body: Uint8Array;
      /** Whether the body must reach the engine as a file. */
      byFile: boolean;
    };

export type JobSummary = {
  resultRows: number;
  resultBytes: number;
  writtenRows: number;
  writtenBytes: number;
};
