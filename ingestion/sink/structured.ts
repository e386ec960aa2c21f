import { isLosslessNumber, parse, stringify } from 'lossless-json';

export type StructuredEvent = {
  /** CloudEvents attributes as text, by name: `id`, `entityid`, … */
  attributes: Record<string, string>;
  /** The event's data as JSON text, numbers as they were written. */
  data: Buffer;
};

/**
 * Takes a CloudEvent in structured mode (`application/cloudevents+json`) apart. Such events are rare and cost a JSON
 * parse; undefined for what is not one, which then goes to quarantine as it is.
 */
export function readStructured(value: Buffer): StructuredEvent | undefined {
  const event = parsed(value);
  if (event === undefined) return undefined;
  const { data, data_base64: encoded, ...rest } = event;
  const attributes: Record<string, string> = {};
  for (const [name, attribute] of Object.entries(rest)) {
    if (typeof attribute === 'string') attributes[name] = attribute;
    else if (isLosslessNumber(attribute)) attributes[name] = attribute.toString();
  }
  if (typeof encoded === 'string') return { attributes, data: Buffer.from(encoded, 'base64') };
  return { attributes, data: Buffer.from(data === undefined ? '' : (stringify(data) ?? '')) };
}

function parsed(value: Buffer): Record<string, unknown> | undefined {
  try {
    const event = parse(value.toString('utf8'));
    return typeof event === 'object' && event !== null && !Array.isArray(event)
      ? (event as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // not JSON: the engine says so, with the record beside it
  }
}
