export { findRefused, listRefused, placeOf, type Refused, type RefusedFilter } from './read.ts';
export { type Decider, discardRefused, type Replay, replayRefused } from './replay.ts';
