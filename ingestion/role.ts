/** A part of the platform that runs until it is stopped. */
export type Role<Status = unknown> = {
  /** Finishes what is in hand and ends; safe to call twice. */
  stop(): Promise<void>;
  /** Rejects when the role ends by itself; never resolves. */
  failed: Promise<never>;
  status(): Status;
};
