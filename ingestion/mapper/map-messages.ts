import { EntrepotError } from '#errors';
import { settlementLine } from '../contracts/index.ts';
import { encodeEvent, type OutgoingEvent, validateEvent } from '../producer/index.ts';
import type { ShopDirectory } from '../sources/shops.ts';
import { mapRecord, type Source } from '../sources/source.ts';
import { quarantineEvent } from './quarantine.ts';
import type { RawMessage } from './raw-message.ts';

/** Kafka takes a megabyte; the rest is room for headers and framing. */
const maxEventBytes = 1_000_000;

export type Mapped = {
  events: OutgoingEvent[];
  /** Messages that went to quarantine, with what was wrong. */
  refused: { message: RawMessage; error: unknown }[];
  /** Names of settlement lines that no table knows, as often as they came. */
  unmapped: Map<string, number>;
};

/** The events of raw messages. A message is mapped whole or not at all; one that is refused becomes a quarantine event. */
export function mapMessages(source: Source, messages: readonly RawMessage[], shops: ShopDirectory): Mapped {
  const result: Mapped = { events: [], refused: [], unmapped: new Map() };
  for (const message of messages) {
    try {
      const events = mapRecord(source, message, shops);
      for (const event of events) accept(event);
      for (const event of events) countUnmapped(event, result.unmapped);
      result.events.push(...events);
    } catch (error) {
      result.refused.push({ message, error });
      result.events.push(quarantineEvent(source.name, message, error));
    }
  }
  return result;
}

function accept(event: OutgoingEvent): void {
  validateEvent(event);
  const bytes = Buffer.byteLength(encodeEvent(event).value);
  if (bytes <= maxEventBytes) return;
  throw new EntrepotError('TOO_LARGE', `An event of ${event.contract.topic} has ${bytes} bytes.`, {
    asked: String(bytes),
    available: [String(maxEventBytes)],
    fix: 'Split the object at its source.',
  });
}

function countUnmapped({ contract, body }: OutgoingEvent, unmapped: Map<string, number>): void {
  if (contract.topic !== settlementLine.topic || body.pnl_code !== 'unmapped') return;
  const name = String(body.raw_type);
  unmapped.set(name, (unmapped.get(name) ?? 0) + 1);
}
