import { z } from 'zod';

/** What processes tell their supervisor over the channel. */
export const reportShape = z.object({
  milestone: z.enum(['serving', 'history', 'ingested', 'built', 'forecast']),
  done: z.number(),
  total: z.number(),
  note: z.string().optional(),
  reached: z.boolean(),
});
export type Report = z.infer<typeof reportShape>;
export type MilestoneName = Report['milestone'];

export type Milestones = {
  hear(message: unknown): void;
  /** Resolves with the last note when the milestone is reached; tells of progress meanwhile. */
  reached(
    name: MilestoneName,
    onProgress?: (done: number, total: number, note?: string) => void,
  ): Promise<string>;
};

/** Collects reports, so that whoever waits for a milestone that was reached long ago does not wait. */
export function createMilestones(): Milestones {
  const last = new Map<MilestoneName, Report>();
  const listeners = new Map<MilestoneName, Set<(report: Report) => void>>();
  return {
    hear: (message) => {
      const report = reportShape.safeParse(message);
      if (!report.success) return;
      const { milestone } = report.data;
      if (last.get(milestone)?.reached) return;
      last.set(milestone, report.data);
      for (const listener of listeners.get(milestone) ?? []) listener(report.data);
    },
    reached: (name, onProgress = () => {}) =>
      new Promise((resolve) => {
        const listen = (report: Report) => {
          if (report.reached) {
            listeners.get(name)?.delete(listen);
            resolve(report.note ?? '');
          } else onProgress(report.done, report.total, report.note);
        };
        const known = last.get(name);
        if (known?.reached) return resolve(known.note ?? '');
        listeners.set(name, (listeners.get(name) ?? new Set()).add(listen));
      }),
  };
}

/** Tells the supervisor, where there is one. */
export function report(
  milestone: MilestoneName,
  done: number,
  total: number,
  reached: boolean,
  note?: string,
): void {
  process.send?.({
    milestone,
    done,
    total,
    reached,
    ...(note === undefined ? {} : { note }),
  } satisfies Report);
}
