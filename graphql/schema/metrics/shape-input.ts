import { EntrepotError } from '#errors';
import { cumulationUnits, type FigureFilter } from '#models';
import type { Builder } from '../builder.ts';
import type { DirectionType } from '../shared-types.ts';
import { withoutNulls, wordsEnum } from './metric-query-input.ts';

/** A node of a tree of conditions on figures, as it arrives: exactly one member is given. */
export type HavingInput = {
  and?: readonly HavingInput[] | null | undefined;
  or?: readonly HavingInput[] | null | undefined;
  not?: HavingInput | null | undefined;
  figure?: FigureCondition | null | undefined;
};

type FigureCondition = {
  name: string;
  gt?: string | null | undefined;
  gte?: string | null | undefined;
  lt?: string | null | undefined;
  lte?: string | null | undefined;
};

export type CumulationInput = {
  toDate?: (typeof cumulationUnits)[number] | null | undefined;
  trailingDays?: number | null | undefined;
};

export type TopInput = {
  dimension: string;
  by: string;
  count: number;
  direction?: 'asc' | 'desc' | null | undefined;
  others?: boolean | null | undefined;
};

/** What forms the rows of an answer: cumulation, conditions on figures, the best of a dimension. */
export function addShapeInputs(builder: Builder, direction: DirectionType) {
  const figure = builder.inputRef<FigureCondition>('FigureCondition').implement({
    description: 'A condition on one figure of the answer; several operators must all hold.',
    fields: (t) => ({
      name: t.string({ required: true }),
      gt: t.string(),
      gte: t.string(),
      lt: t.string(),
      lte: t.string(),
    }),
  });
  const having = builder.inputRef<HavingInput>('HavingInput');
  having.implement({
    isOneOf: true,
    fields: (t) => ({
      and: t.field({ type: [having] }),
      or: t.field({ type: [having] }),
      not: t.field({ type: having }),
      figure: t.field({ type: figure }),
    }),
  });
  const cumulation = builder.inputRef<CumulationInput>('CumulationInput').implement({
    isOneOf: true,
    fields: (t) => ({
      toDate: t.field({
        type: wordsEnum(builder, 'CumulationUnit', cumulationUnits),
        description: 'Since it began: adds `<metric>_wtd`, `_mtd`, `_qtd` or `_ytd`.',
      }),
      trailingDays: t.int({ description: 'So many days: adds `<metric>_trailing_<n>_days`.' }),
    }),
  });
  const top = builder.inputRef<TopInput>('TopInput').implement({
    description: 'Only the best values of a dimension, by a metric over the whole time.',
    fields: (t) => ({
      dimension: t.string({ required: true }),
      by: t.string({ required: true }),
      count: t.int({ required: true }),
      direction: t.field({ type: direction }),
      others: t.boolean({ description: 'One more row for all the rest; its value is null.' }),
    }),
  });
  return { having, cumulation, top };
}

/** Checked here as well: the compiled executor does not know `@oneOf` in variables. */
export function figureFilterOf(input: HavingInput): FigureFilter {
  const { and, or, not, figure } = input;
  const given = [and, or, not, figure].filter((part) => part !== undefined && part !== null);
  if (given.length === 1) {
    if (and) return { and: and.map(figureFilterOf) };
    if (or) return { or: or.map(figureFilterOf) };
    if (not) return { not: figureFilterOf(not) };
    if (figure) {
      const { name, ...operators } = figure;
      return { field: name, ...withoutNulls(operators) };
    }
  }
  throw new EntrepotError('INPUT_INVALID', `A condition on figures has ${given.length} members.`, {
    available: ['and', 'or', 'not', 'figure'],
    fix: 'Give exactly one of them; put several conditions into `and` or `or`.',
  });
}
