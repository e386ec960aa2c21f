import type { Exercise } from '../exercise.ts';

/** Proofs at full size, by name. */
export const proofs: Readonly<Record<string, Exercise>> = {
  brokers: {
    about: 'nothing lost, nothing twice, while one of three brokers after the other is killed',
    run: async (args) => (await import('./brokers/index.ts')).prove(args),
  },
  fuzz: {
    about: 'wrong payloads and wrong events crash nothing, stall nothing and are never made right in silence',
    run: async (args) => (await import('./fuzz/index.ts')).prove(args),
  },
  kill: {
    about: 'nothing lost, nothing twice, no model drifts, while every part is killed at random instants',
    run: async (args) => (await import('./kill/index.ts')).prove(args),
  },
  swap: {
    about: 'nothing lost, nothing twice, while models and rollups are changed under 50,000 rows a second',
    run: async (args) => (await import('./swap/index.ts')).prove(args),
  },
  trouble: {
    about: 'the sink waits in bounded memory, says so and catches up: warehouse or broker away, disk full',
    run: async (args) => (await import('./trouble/index.ts')).prove(args),
  },
};
