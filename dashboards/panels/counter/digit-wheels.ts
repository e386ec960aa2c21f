import { element } from '../../stage/element.ts';

export type DigitWheels = { readonly root: HTMLElement; show(figure: string): void };

/**
 * A figure whose digits turn like a mileage counter. Wheels are kept and only turned; nodes are made only when the
 * figure becomes longer or its separators change place. Wheels count from the right, so that the ones stay the ones.
 *
 * @param maxWidth design pixels the figure may take; a longer one is drawn smaller
 */
export function createDigitWheels(maxWidth: number): DigitWheels {
  const row = element('wheels');
  const root = element('wheels-window', [row]);
  let pattern = '';
  let strips: HTMLElement[] = [];

  const rebuild = (figure: string) => {
    strips = [];
    const cells = [...figure].map((character) => {
      if (!isDigit(character))
        return element(`wheel-fixed${/[\d\p{Sc}\p{L}]/u.test(character) ? ' wheel-sign' : ''}`, character);
      const strip = element(
        'wheel-strip',
        '0123456789'.split('').map((digit) => element('wheel-digit', digit)),
      );
      strips.push(strip);
      return element('wheel', [strip]);
    });
    row.replaceChildren(...cells);
    row.style.fontSize = '';
    const wide = row.scrollWidth;
    if (wide > maxWidth) row.style.fontSize = `${Math.floor((maxWidth / wide) * 1000) / 1000}em`;
  };

  return {
    root,
    show(figure) {
      const next = figure.replace(/\d/g, '0');
      if (next !== pattern) {
        pattern = next;
        rebuild(figure);
      }
      root.setAttribute('aria-label', figure);
      const digits = [...figure].filter(isDigit);
      digits.forEach((digit, index) => {
        const strip = strips[index];
        if (strip) strip.style.transform = `translateY(${-Number(digit) * 10}%)`;
      });
    },
  };
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
