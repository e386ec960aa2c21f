import type { Body, Contract } from '../contracts/contract.ts';

/** An event on its way to Kafka: a body of a contract and what its envelope cannot derive by itself. */
export type OutgoingEvent<C extends Contract = Contract> = {
  contract: C;
  /** The entity's id is read from the contract's entity field. */
  body: Body<C>;
  /** System that reports it, e.g. `shopify`. */
  source: string;
  /** When it happened, ISO 8601 UTC: `2026-03-01T09:30:00.123Z`. */
  time: string;
  /** Orders the versions of the entity: the source's update time in ms, or a sequence. A UInt64. */
  version: string | number | bigint;
  /** Default `upsert`. */
  op?: 'upsert' | 'delete';
  channel?: string | undefined;
  shop?: string | undefined;
  rawref?: string | undefined;
  /** Kafka key where it is not the entity id. All versions of one entity must share it, or they lose their order. */
  key?: string;
};

/**
 * An event of a contract, with its body checked by the type checker.
 *
 * @example outgoing(refund, { body: { refund_id: '…', … }, source: 'shopify', time, version: Date.parse(time) })
 */
export function outgoing<C extends Contract>(
  contract: C,
  event: Omit<OutgoingEvent<C>, 'contract'>,
): OutgoingEvent {
  return { contract, ...event };
}
