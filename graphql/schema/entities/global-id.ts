import { EntrepotError } from '#errors';
import type { Entity } from './entity.ts';
import type { Row } from './loaders.ts';

/** Relay's global id of a row: opaque text made of the type and the key. */
export function globalIdOf(entity: Entity, row: Row): string {
  const key = entity.key.map(({ field }) => String(row[field]));
  return Buffer.from(JSON.stringify([entity.name, ...key])).toString('base64url');
}

/** The entity and key behind a global id. */
export function parseGlobalId(id: string, entities: readonly Entity[]): { entity: Entity; key: string[] } {
  const [name, ...key] = partsOf(id);
  const entity = entities.find((candidate) => candidate.name === name);
  if (entity && key.length === entity.key.length) return { entity, key };
  throw new EntrepotError('INPUT_INVALID', 'This is not an id of the gateway.', {
    asked: id,
    fix: 'Use the field `id` of an answer as it is.',
  });
}

function partsOf(id: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(id, 'base64url').toString());
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : [];
  } catch {
    return [];
  }
}
