import type { Exercise } from '../exercise.ts';
import { runProgram } from './run-program.ts';

/** Measurements, by name; each prints ratios against a peer or a limit taken in the same run. */
export const benches: Readonly<Record<string, Exercise>> = {
  ingest: {
    about:
      "events/s from Kafka into typed tables, beside ClickHouse's own Kafka engine and a loop of inserts",
    run: async (args) => (await import('./ingest/index.ts')).bench(args),
  },
  visible: {
    about:
      'produce → SELECT of the typed table, p50 and p99 under a steady load, and point queries meanwhile',
    run: async (args) => (await import('./visible/index.ts')).bench(args),
  },
  freshness: {
    about: 'produce → visible in a GraphQL answer, p50 and p99 under a steady load',
    run: async (args) => (await import('./freshness.ts')).bench(args),
  },
  models: {
    about: 'first build and refresh of a day, with ten and a hundred times the history',
    run: async (args) => (await import('./models/index.ts')).bench(args),
  },
  forecast: {
    about: 'rows/s of scoring with reading and writing, beside the feature SQL and the model alone',
    run: async () => (await import('../training/bench.ts')).bench(),
  },
  gateway: {
    about: 'CPU and p99 of a request through all guards, beside plain Yoga',
    run: (args) => runProgram('graphql/bench/gateway.ts', args),
  },
  wall: {
    about: 'memory and frames of a wall screen over thousands of updates',
    run: (args) => runProgram('dashboards/bench/endurance.ts', args),
  },
  warehouse: {
    about: 'inserts and small queries through HTTP, beside the engine called directly',
    run: async () => (await import('../local/warehouse/bench.ts')).bench(),
  },
};
