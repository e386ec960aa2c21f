import { hash } from 'node:crypto';

/** Namespace of all event ids: uuid v5 of the DNS namespace and `entrepot.events`. Changing it changes every id. */
const namespace = uuid5(Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex'), 'entrepot.events');
const namespaceBytes = Buffer.from(namespace.replaceAll('-', ''), 'hex');

/**
 * The id of an event: uuid v5 of source|type|entity|version|op, so the same fact always carries the same id.
 * The type is part of the name because two kinds of thing may share an id (a SKU and a supplier called «A1»).
 */
export function eventId(source: string, type: string, entity: string, version: string, op: string): string {
  return uuid5(namespaceBytes, `${source}|${type}|${entity}|${version}|${op}`);
}

/** RFC 9562 §5.5. */
function uuid5(space: Buffer, name: string): string {
  const digest = hash('sha1', Buffer.concat([space, Buffer.from(name)]), 'hex');
  const variant = ((Number.parseInt(digest[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
