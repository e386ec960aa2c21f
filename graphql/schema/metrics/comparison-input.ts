import { EntrepotError } from '#errors';
import { type AskedComparison, agoUnits, type Comparison } from '#models';
import type { Builder } from '../builder.ts';
import { wordsEnum } from './metric-query-input.ts';

/** A period compared with, as it arrives: exactly one member is given. */
export type ComparisonInput = {
  period?: Comparison | null | undefined;
  ago?: { count: number; unit: (typeof agoUnits)[number] } | null | undefined;
  event?: string | null | undefined;
};

export function addComparisonInput(
  builder: Builder,
  comparison: ReturnType<typeof wordsEnum<readonly Comparison[]>>,
) {
  const ago = builder.inputRef<NonNullable<ComparisonInput['ago']>>('AgoInput').implement({
    fields: (t) => ({
      count: t.int({ required: true }),
      unit: t.field({ type: wordsEnum(builder, 'AgoUnit', agoUnits), required: true }),
    }),
  });
  return builder.inputRef<ComparisonInput>('ComparisonInput').implement({
    isOneOf: true,
    fields: (t) => ({
      period: t.field({ type: comparison }),
      ago: t.field({ type: ago, description: 'So long ago: `<metric>_2_weeks_ago`.' }),
      event: t.string({
        description:
          'The days around the last edition of an event, first day to first day: `<metric>_last_black_friday`.',
      }),
    }),
  });
}

/** Checked here as well: the compiled executor does not know `@oneOf` in variables. */
export function comparisonOf({ period, ago, event }: ComparisonInput): AskedComparison {
  const given: AskedComparison[] = [
    ...(period ? [{ period }] : []),
    ...(ago ? [{ ago: { count: ago.count, unit: ago.unit } }] : []),
    ...(typeof event === 'string' ? [{ event }] : []),
  ];
  if (given.length === 1) return given[0]!;
  throw new EntrepotError('INPUT_INVALID', `A comparison has ${given.length} members.`, {
    available: ['period', 'ago', 'event'],
    fix: 'Give exactly one of them; each comparison is an element of the list.',
  });
}
