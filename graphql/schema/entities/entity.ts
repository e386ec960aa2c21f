import { EntrepotError } from '#errors';
import type { Bind, Viewer } from '#models';
import { type ColumnType, columnTypeOf } from './column-type.ts';

export type EntityColumn = {
  /** Column of the model, e.g. `placed_at`. */
  name: string;
  /** Field of the type, e.g. `placedAt`. */
  field: string;
  description: string;
  type: ColumnType;
};

/** A model that is exposed, as the gateway sees it. */
export type Entity = {
  /** GraphQL type, e.g. `Order`. */
  name: string;
  /** Model, which is also the table or view. */
  table: string;
  description: string;
  /** Columns that identify a row. */
  key: readonly EntityColumn[];
  columns: readonly EntityColumn[];
  /** Columns that hold personal data. */
  masked: ReadonlySet<string>;
  /** The model's row policy for a viewer, as a condition over its columns. Present in every statement. */
  policy(viewer: Viewer, bind: Bind): string;
};

export type EntitySource = {
  name: string;
  table: string;
  description: string;
  key: readonly string[];
  columns: readonly { name: string; type: string; comment: string }[];
  masked: readonly string[];
  policy: Entity['policy'];
};

/** An entity out of a model and the columns its table has. */
export function entityOf(source: EntitySource): Entity {
  const columns = source.columns.map(({ name, type, comment }) => ({
    name,
    field: fieldNameOf(name),
    description: comment,
    type: columnTypeOf(type),
  }));
  const key = source.key.flatMap((name) => columns.filter((column) => column.name === name));
  const { name, table, description, policy } = source;
  return { name, table, description, key, columns, masked: new Set(source.masked), policy };
}

/** `ship_to_country` → `shipToCountry`. */
export function fieldNameOf(column: string): string {
  return column.replace(/_+([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

/** `PurchaseSuggestion` → `purchaseSuggestion`. */
export function singularOf(type: string): string {
  return type.charAt(0).toLowerCase() + type.slice(1);
}

/** `Category` → `categories`, `Order` → `orders`. */
export function pluralOf(type: string): string {
  const one = singularOf(type);
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(one) ? `${one}es` : `${one}s`;
}

/** Columns the viewer may read, and so also filter, search and order by. */
export function readableColumns(entity: Entity, viewer: Viewer): readonly EntityColumn[] {
  if (entity.masked.size === 0 || seesPersonalData(viewer)) return entity.columns;
  return entity.columns.filter((column) => !entity.masked.has(column.name));
}

/** The readable column behind a field, or the refusal of one that is masked. */
export function readableColumn(entity: Entity, viewer: Viewer, field: string): EntityColumn {
  const readable = readableColumns(entity, viewer);
  const column = readable.find((candidate) => candidate.field === field);
  if (column) return column;
  throw new EntrepotError(
    'FORBIDDEN',
    `«${field}» of ${entity.name} is not readable for the role «${viewer.role}».`,
    {
      asked: field,
      available: readable.map((each) => each.field),
      fix: 'Filter and order by one of the fields listed.',
    },
  );
}

/** Only an operator deals with buyers in person, and the data team with their data. */
function seesPersonalData(viewer: Viewer): boolean {
  return viewer.role === 'operator' || viewer.role === 'data';
}
