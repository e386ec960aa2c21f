import type { Exercise } from '../exercise.ts';

/** Measurements, by name; each prints ratios against a peer or a limit taken in the same run. */
export const benches: Readonly<Record<string, Exercise>> = {
  warehouse: {
    about: 'inserts and small queries through HTTP, beside the engine called directly',
    run: async () => (await import('../local/warehouse/bench.ts')).bench(),
  },
};
