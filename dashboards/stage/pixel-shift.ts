/** Milliseconds between two moves: short against burn-in, long against being noticed. */
const periodMs = 3 * 60_000;

/** A walk around the resting place, at most 2 design pixels off it, that returns after eight moves. */
const walk = [
  { x: 0, y: 0 },
  { x: 2, y: 0 },
  { x: 2, y: 2 },
  { x: 0, y: 2 },
  { x: -2, y: 2 },
  { x: -2, y: 0 },
  { x: -2, y: -2 },
  { x: 0, y: -2 },
] as const;

/** By how many design pixels the canvas is off its place at a moment (milliseconds). */
export function shiftAt(now: number): { x: number; y: number } {
  const step = Math.floor(now / periodMs) % walk.length;
  return walk[step < 0 ? step + walk.length : step] ?? walk[0];
}
