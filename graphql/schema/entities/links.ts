import { type Entity, type EntityColumn, pluralOf, singularOf } from './entity.ts';

/** A field that leads from one entity to another. */
export type Link = {
  field: string;
  to: Entity;
  /** Columns of the type that has the field. */
  own: readonly EntityColumn[];
  /** The columns they equal in the other. */
  other: readonly EntityColumn[];
  many: boolean;
};

/**
 * Links that follow from column names: where the key of one exposed model occurs in another, the other leads to it
 * (to one), and it leads back (to many). A field that a column already has is left to the column.
 */
export function linksOf(entity: Entity, all: readonly Entity[]): Link[] {
  const links = all
    .filter((other) => other !== entity)
    .flatMap((other): Link[] => {
      const down = sameColumns(other.key, entity);
      if (down)
        return [{ field: singularOf(other.name), to: other, own: down, other: other.key, many: false }];
      const up = sameColumns(entity.key, other);
      if (up) return [{ field: pluralOf(other.name), to: other, own: entity.key, other: up, many: true }];
      return [];
    });
  const taken = new Set(entity.columns.map(({ field }) => field));
  return links.filter(({ field }) => !taken.has(field));
}

function sameColumns(key: readonly EntityColumn[], within: Entity): EntityColumn[] | undefined {
  const found = key.flatMap(({ name }) => within.columns.filter((column) => column.name === name));
  return key.length > 0 && found.length === key.length ? found : undefined;
}
