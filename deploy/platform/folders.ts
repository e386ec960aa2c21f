import { fileURLToPath } from 'node:url';

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where the project's own definitions lie. */
export const sourcesDir = folder('ingestion/sources');
export const modelsDir = folder('models');
export const metricsDir = folder('models/metrics');
export const featuresDir = folder('forecasting/features');
export const registryDir = folder('forecasting/registry');
