import type { Metric } from '#client';
import { numeric, type Value } from '../live/metric-table.ts';
import { element, setText } from '../stage/element.ts';
import { isRatio, type ScreenText } from '../text/screen-text.ts';

/** How far a figure has moved: as a part of what it was, or, for a figure that is itself a percentage, in points. */
export type Change = { by: number; as: 'ratio' | 'points' };

export type ChangeMark = { readonly root: HTMLElement; show(change: Change | undefined): void };

/**
 * A change as colour, shape and text at once: ▲ 12.4 %. Nothing to compare with shows nothing.
 *
 * @param better which way is good news: where it is down, as with cancellations, the colours change places and the
 *   shape does not; where nobody has said so there is no colour
 */
export function createChangeMark(text: ScreenText, better: Metric['better']): ChangeMark {
  const shape = element('change-shape');
  const label = element('change-text');
  const root = element('change', [shape, label]);
  return {
    root,
    show(change) {
      const direction = directionOf(change?.by);
      root.dataset.direction = direction;
      root.dataset.tone = toneOf(direction, better);
      setText(label, change === undefined ? '' : magnitude(text, change));
    },
  };
}

/**
 * The change between two values of a metric; undefined where there is nothing to compare with, or where it was zero
 * and a ratio says nothing.
 */
export function changeOf(
  now: Value | undefined,
  before: Value | undefined,
  unit: string | undefined,
): Change | undefined {
  const [to, from] = [numeric(now), numeric(before)];
  if (to === undefined || from === undefined) return undefined;
  if (isRatio(unit)) return { by: to - from, as: 'points' };
  return from === 0 ? undefined : { by: (to - from) / Math.abs(from), as: 'ratio' };
}

/** The colours follow the news, not the direction: whether green or red is good news is the screen's to say. */
export function toneOf(direction: Direction, better: Metric['better']): 'rise' | 'fall' | 'even' {
  if (better === null || direction === 'none' || direction === 'same') return 'even';
  return (direction === 'up') === (better === 'HIGHER') ? 'rise' : 'fall';
}

type Direction = 'none' | 'same' | 'up' | 'down';

function directionOf(by: number | undefined): Direction {
  if (by === undefined) return 'none';
  if (Math.abs(by) < 0.0005) return 'same';
  return by > 0 ? 'up' : 'down';
}

/** Beyond tenfold a percentage is no longer read: ×12 is. */
function magnitude(text: ScreenText, change: Change): string {
  const size = Math.abs(change.by);
  if (change.as === 'points') {
    return text.t('change.points', { value: text.formats.number(size * 100, { digits: 1 }) });
  }
  if (size < 10) return text.formats.percent(size, { digits: size < 1 ? 1 : 0 });
  return size < 1_000 ? `×${text.formats.number(size + 1, { digits: 0 })}` : '×1000+';
}
