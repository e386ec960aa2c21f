import { EntrepotError } from '#errors';
import { unmapped } from '../contracts/fields.ts';
import { encodeEvent, type OutgoingEvent, validateEvent } from '../producer/index.ts';
import type { ShopDirectory } from '../sources/shops.ts';
import { mapRecord, type Source } from '../sources/source.ts';
import { quarantineEvent } from './quarantine.ts';
import type { RawMessage } from './raw-message.ts';

/** Kafka takes a megabyte; the rest is room for headers and framing. */
const maxEventBytes = 1_000_000;

export type Mapped = {
  events: OutgoingEvent[];
  /** Messages of objects that are ignored on purpose. */
  ignored: number;
  /** Messages that went to quarantine, with what was wrong. */
  refused: { message: RawMessage; error: unknown }[];
  /** `<topic> <field>: <the source's word>` of what no table knows, as often as it came. */
  unmapped: Map<string, number>;
};

/** The events of raw messages. A message is mapped whole or not at all; one that is refused becomes a quarantine event. */
export function mapMessages(source: Source, messages: readonly RawMessage[], shops: ShopDirectory): Mapped {
  const result: Mapped = { events: [], ignored: 0, refused: [], unmapped: new Map() };
  for (const message of messages) {
    try {
      const events = mapRecord(source, message, shops);
      if (events.length === 0) result.ignored++;
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

/** Fields that hold the source's own word for what another field says in ours. */
const rawFields = ['raw_type', 'raw_status', 'channel_status', 'raw_state', 'sub_status'] as const;

/** Counts, by source word, the fields of an event for which no table has a word of ours. */
function countUnmapped({ contract, body }: OutgoingEvent, counts: Map<string, number>): void {
  for (const [field, value] of Object.entries(body)) {
    if (value !== unmapped) continue;
    const raw = rawFields.map((name) => body[name]).find((text) => typeof text === 'string' && text !== '');
    const name = `${contract.topic} ${field}: ${raw ?? '?'}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}
