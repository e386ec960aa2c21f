import type { Exercise } from '../exercise.ts';

/** Proofs at full size, by name. */
export const proofs: Readonly<Record<string, Exercise>> = {};
