import { element, setText } from '../stage/element.ts';
import type { ScreenText } from '../text/screen-text.ts';

export type ChangeMark = { readonly root: HTMLElement; show(ratio: number | undefined): void };

/**
 * A change as colour, shape and text at once: ▲ 12.4 %. Nothing to compare with shows nothing.
 *
 * @param inverse a rise is bad, as with cancellations: the colours change places, the shape does not
 */
export function createChangeMark(text: ScreenText, inverse = false): ChangeMark {
  const shape = element('change-shape');
  const label = element('change-text');
  const root = element('change', [shape, label]);
  return {
    root,
    show(ratio) {
      const direction =
        ratio === undefined ? 'none' : Math.abs(ratio) < 0.0005 ? 'same' : ratio > 0 ? 'up' : 'down';
      root.dataset.direction = direction;
      const good = direction === 'up' ? !inverse : inverse;
      root.dataset.tone = direction === 'up' || direction === 'down' ? (good ? 'rise' : 'fall') : 'even';
      setText(label, ratio === undefined ? '' : magnitude(text, Math.abs(ratio)));
    },
  };
}

/** Beyond tenfold a percentage is no longer read: ×12 is. */
function magnitude(text: ScreenText, size: number): string {
  if (size < 10) return text.formats.percent(size, { digits: size < 1 ? 1 : 0 });
  return size < 1_000 ? `×${text.formats.number(size + 1, { digits: 0 })}` : '×1000+';
}
