import { fileURLToPath } from 'node:url';
import type { Environment } from '../environment.ts';

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where the project's own definitions lie. */
const sourcesDir = folder('ingestion/sources');
export const modelsDir = folder('models');
export const metricsDir = folder('models/metrics');
export const featuresDir = folder('forecasting/features');
export const registryDir = folder('forecasting/registry');

/** Folders of declared sources, the operator's own first. */
export function sourceFolders({ sourcesDir: own }: Pick<Environment, 'sourcesDir'>): string[] {
  return own === undefined ? [sourcesDir] : [own, sourcesDir];
}
