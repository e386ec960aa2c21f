import { basename } from 'node:path';
import { type EntrepotError, explain } from '#errors';
import type { RunRecord } from '../state/state-store.ts';

/** Mistakes in files as runs that failed. */
export function problemRuns(problems: readonly EntrepotError[], now: number): RunRecord[] {
  return problems.map((problem) => ({
    ...{ model: modelAt(problem.at) ?? '', action: 'build', startedAt: now, durationMs: 0 },
    ...{ partitions: 0, rows: 0, error: explain(problem), warnings: [] },
  }));
}

/** Name of the model whose file a place is in. */
export function modelAt(at: string | undefined): string | undefined {
  return at && basename(at.replace(/(:\d+)+$/, '')).replace(/\.(sql|csv)$/, '');
}
