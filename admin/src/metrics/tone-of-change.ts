import type { Metric } from '#client';

/** The palette's colour of a change: good news, bad news, or neither where nobody says which way is good. */
export function toneOfChange(amount: number, better: Metric['better'], neutral: string): string {
  if (amount === 0 || better === null) return neutral;
  return amount > 0 === (better === 'HIGHER') ? 'success.main' : 'error.main';
}
