import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['{ingestion,models,forecasting,graphql,admin,dashboards,deploy}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', '**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
    ],
  },
});
