import { defineConfig } from 'vitest/config';

const folders = '{ingestion,models,forecasting,graphql,admin,dashboards,deploy}';
// On two cores more files at once only make each of them wait, and one leaves a core idle.
const maxWorkers = 2;
const engines = {
  globalSetup: ['./deploy/testing/engines.ts'],
  testTimeout: 120_000,
  hookTimeout: 180_000,
  maxWorkers,
};

export default defineConfig({
  // Node gives everyone graphql's CommonJS build; Vite would take the other one for our own files, and two copies of
  // graphql do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: [`${folders}/**/*.test.{ts,tsx}`],
          exclude: ['**/*.integration.test.ts', '**/*.browser.test.ts', '**/node_modules/**'],
          maxWorkers,
        },
      },
      {
        extends: true,
        test: { name: 'integration', include: [`${folders}/**/*.integration.test.ts`], ...engines },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [`${folders}/**/*.browser.test.ts`],
          ...engines,
          globalSetup: ['./deploy/testing/platform.ts'],
          // A page walked through list by list; a busy machine takes its time over each.
          testTimeout: 300_000,
        },
      },
    ],
  },
});
