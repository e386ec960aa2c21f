import type { Check } from '../../project/model.ts';
import type { BuildContext } from '../context.ts';
import { shiftDay } from '../days.ts';
import type { Candidate, Measured } from '../measure.ts';
import { isCurrent } from '../touched-keys.ts';
import type { Violation } from './violation.ts';

type RowsCheck = Check & { kind: 'rows' };

/** Partitions with more or fewer rows than they may have, those included that lose all they had. */
export function countedPartitions(
  context: BuildContext,
  { model, judged }: Candidate,
  measured: ReadonlyMap<string, Measured>,
): Violation[] {
  const checks = [...model.checks, ...model.warn].filter(
    (check): check is RowsCheck => check.kind === 'rows',
  );
  if (checks.length === 0) return [];
  const state = context.store.of(model.name);
  // What an edited model no longer has is meant; days of years ago are no measure of themselves.
  const isEdited = state.fingerprint !== model.fingerprint;
  const served = (partition: string) => state.partitions.get(partition)?.rows ?? 0;
  const lost = isEdited ? [] : [...state.partitions.keys()].filter((partition) => served(partition) > 0);
  const all = new Set([...(model.kind === 'table' ? [''] : []), ...measured.keys(), ...lost]);
  const rowsOf = (partition: string) =>
    measured.get(partition)?.rows ?? (judged && !judged.has(partition) ? served(partition) : 0);
  const days = [...all].filter((partition) => rowsOf(partition) > 0).sort();
  return [...all].flatMap((partition) =>
    checks.flatMap((check) => {
      const rows = rowsOf(partition);
      if (check.ofDays === undefined) return verdict(check, partition, rows, 1, '');
      if (isEdited) return [];
      const mean = meanBefore(partition, check.ofDays, days[0], rowsOf);
      if (mean === 0) return [];
      const isOver = !isCurrent(model, partition, context);
      return verdict(check, partition, rows, mean, ` after ${Math.round(mean)} a day`, isOver);
    }),
  );
}

function verdict(
  check: RowsCheck,
  partition: string,
  rows: number,
  scale: number,
  compared: string,
  isOver = true,
): Violation[] {
  // A day that goes on may still get what it lacks.
  const isFew = isOver && rows < check.atLeast * scale;
  if (!isFew && rows <= check.atMost * scale) return [];
  return [{ partition, check, found: `${rows} ${rows === 1 ? 'row' : 'rows'}${compared}` }];
}

/** Mean rows of the days before, as far back as there are any; 0 where there are none. */
function meanBefore(
  day: string,
  count: number,
  first: string | undefined,
  rowsOf: (day: string) => number,
): number {
  const before = Array.from({ length: count }, (_, index) => shiftDay(day, -1 - index));
  const known = before.filter((each) => first !== undefined && each >= first);
  return known.length === 0 ? 0 : known.reduce((sum, each) => sum + rowsOf(each), 0) / known.length;
}
