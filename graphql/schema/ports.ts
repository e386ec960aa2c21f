import type { OutgoingEvent } from '#ingestion';

/** Writes events to Kafka; resolves when the broker has them. */
export type Publish = (events: readonly OutgoingEvent[]) => Promise<void>;

/** How far a topic has been stored. */
export type TopicStatus = {
  topic: string;
  /** How many there are. */
  partitions: number;
  lagOffsets: number;
  lagSeconds: number | null;
  rows: number;
  quarantined: number;
  /** Events with fields the contract does not know. */
  drifted: number;
  lastEventAt: string | null;
};

export type ModelStatus = {
  name: string;
  kind: string;
  rows: number | null;
  partitions: number | null;
  version: string | null;
  builtAt: string | null;
  lastError: string | null;
  durationMs: number | null;
};

export type ModelRun = {
  model: string;
  startedAt: string;
  durationMs: number;
  partitions: number | null;
  rows: number | null;
  error: string | null;
};

export type BuildStatus = { models: readonly ModelStatus[]; runs: readonly ModelRun[] };

/** An event that did not fulfil its contract. */
export type QuarantinedEvent = {
  topic: string;
  partition: number;
  offset: string;
  reason: string;
  payload: string;
  receivedAt: string;
};
