import { defineConfig } from 'vitest/config';

const folders = '{ingestion,models,forecasting,graphql,admin,dashboards,deploy}';
const engines = {
  globalSetup: ['./deploy/testing/engines.ts'],
  testTimeout: 120_000,
  hookTimeout: 180_000,
  // Two cores: more files at once only make each of them wait.
  maxWorkers: 2,
};

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: [`${folders}/**/*.test.{ts,tsx}`],
          exclude: ['**/*.integration.test.ts', '**/*.browser.test.ts', '**/node_modules/**'],
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
        },
      },
    ],
  },
});
