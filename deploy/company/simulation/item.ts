import type { OutgoingEvent } from '#ingestion';

/** What the ledger learns; `amount` is in minor units of `currency`, or a plain number of things without one. */
export type LedgerEntry = { day: number; shop: string; account: string; currency: string; amount: number };

/** Something that happens at an instant: an event to send, figures for the ledger, or both. */
export type Item = {
  at: number;
  /** Decides between items of one instant, so that their order never depends on when they were drawn. */
  tie: number;
  event?: () => OutgoingEvent;
  entries?: readonly LedgerEntry[];
};

export type Emit = (item: Item) => void;
