import type { Builder } from '../builder.ts';
import type { ColumnType } from './column-type.ts';
import type { ColumnFilter } from './conditions.ts';

export type FilterTypes = { of(scalar: ColumnType['scalar']): ReturnType<typeof filterType> };

/** One input type of operators per kind of column, e.g. `StringFilter`. */
export function createFilterTypes(builder: Builder): FilterTypes {
  const made = new Map<string, ReturnType<typeof filterType>>();
  return {
    of: (scalar) => {
      const name = scalar === 'Int' ? 'Long' : scalar;
      let type = made.get(name);
      if (!type) {
        type = filterType(builder, name);
        made.set(name, type);
      }
      return type;
    },
  };
}

function filterType(builder: Builder, scalar: Exclude<ColumnType['scalar'], 'Int'>) {
  return builder.inputRef<ColumnFilter>(`${scalar}Filter`).implement({
    fields: (t) => ({
      eq: t.field({ type: scalar }),
      ...(scalar === 'Boolean'
        ? {}
        : { in: t.field({ type: [scalar] }), gte: t.field({ type: scalar }), lt: t.field({ type: scalar }) }),
      ...(scalar === 'String'
        ? {
            like: t.string({
              description:
                'SQL pattern, upper and lower case alike; % stands for any text, _ for one character.',
            }),
          }
        : {}),
      isNull: t.boolean(),
    }),
  });
}
