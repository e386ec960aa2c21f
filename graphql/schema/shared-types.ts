import type { Builder } from './builder.ts';

export type PageInfo = ReturnType<typeof addPageInfo>;

/** Relay's PageInfo, shared by all connections. */
export function addPageInfo(builder: Builder) {
  return builder
    .objectRef<{
      hasNextPage: boolean;
      hasPreviousPage: boolean;
      startCursor: string | null;
      endCursor: string | null;
    }>('PageInfo')
    .implement({
      fields: (t) => ({
        hasNextPage: t.exposeBoolean('hasNextPage'),
        hasPreviousPage: t.exposeBoolean('hasPreviousPage'),
        startCursor: t.exposeString('startCursor', { nullable: true }),
        endCursor: t.exposeString('endCursor', { nullable: true }),
      }),
    });
}

export type DirectionType = ReturnType<typeof addDirection>;

export function addDirection(builder: Builder) {
  return builder.enumType('Direction', {
    values: { ASC: { value: 'asc' }, DESC: { value: 'desc' } } as const,
  });
}
