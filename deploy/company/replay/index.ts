export type { ReplayOptions } from './data-set.ts';
export { dataSets, replay } from './replay.ts';
