import { parse } from 'lossless-json';
import { EntrepotError, messageOf } from '#errors';

/** A JSON value whose numbers are texts, written as the sender wrote them. */
export type Payload = string | boolean | null | Payload[] | { [key: string]: Payload };

/**
 * Reads JSON without rounding: every number stays its own text, so an id of 20 digits keeps them all and 19.90 keeps
 * its zero.
 *
 * @throws PAYLOAD_INVALID
 */
export function parsePayload(bytes: Uint8Array): Payload {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return parse(text, undefined, { parseNumber: (number) => number }) as Payload;
  } catch (cause) {
    throw new EntrepotError('PAYLOAD_INVALID', `The payload is not JSON: ${messageOf(cause)}`, {
      fix: 'Send UTF-8 JSON without repeated keys.',
      cause,
    });
  }
}

/** A member of an object; undefined of anything else, and of an object that has no such member of its own. */
export function memberOf(payload: Payload | undefined, name: string): Payload | undefined {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return undefined;
  return Object.hasOwn(payload, name) ? payload[name] : undefined;
}
