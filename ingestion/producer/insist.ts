import { setTimeout as sleep } from 'node:timers/promises';
import type { EachBatchPayload } from 'kafkajs';
import type { Logger } from 'pino';
import { EntrepotError, messageOf } from '#errors';
import type { OutgoingEvent } from './outgoing-event.ts';
import type { EventProducer } from './producer.ts';

export type InsistentPublisher = {
  /**
   * Resolves when Kafka has everything.
   *
   * @throws KAFKA_UNREACHABLE where the consumer of the batch ends before that.
   */
  all(
    events: readonly OutgoingEvent[],
    batch: Pick<EachBatchPayload, 'heartbeat' | 'isRunning'>,
  ): Promise<void>;
  /** Why it waits, while Kafka does not take its events. */
  waiting(): string | undefined;
};

/** Publishes until Kafka has everything, waiting ever longer in between and keeping the group membership alive. */
export function insistentPublisher(
  producer: Pick<EventProducer, 'publish'>,
  log: Logger,
): InsistentPublisher {
  let waiting: string | undefined;
  return {
    waiting: () => waiting,
    async all(events, { heartbeat, isRunning }) {
      for (let wait = 500; events.length > 0; wait = Math.min(wait * 2, 15_000)) {
        try {
          await producer.publish(events);
          break;
        } catch (error) {
          waiting = messageOf(error);
          log.warn({ error: waiting, wait }, 'Kafka does not take the events; they are sent again');
          for (let slept = 0; slept < wait; slept += 500) {
            if (!isRunning()) throw new EntrepotError('KAFKA_UNREACHABLE', waiting, { cause: error });
            await sleep(500);
            await heartbeat();
          }
        }
      }
      waiting = undefined;
    },
  };
}
