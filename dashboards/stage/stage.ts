import type { Layout } from '../screen/definition.ts';
import { type Placement, placeCanvas, type Viewport } from '../screen/layout.ts';
import { element } from './element.ts';
import { shiftAt } from './pixel-shift.ts';

export type Stage = {
  /** The canvas in design pixels; panels are children of a layer in it. */
  readonly canvas: HTMLElement;
  /** Fits a layout's canvas into the viewport. */
  place(layout: Layout, viewport: Viewport): Placement;
  /** Moves everything by a few pixels as the hours go by, against burn-in. */
  shift(now: number): void;
  /** Replaces what is shown by a new layer, which stays unseen until `ready`; then the two cross-fade. */
  swap(layer: HTMLElement, ready: () => Promise<void>): Promise<void>;
};

const fadeMs = 700;

/** The scaled canvas of a wall. */
export function createStage(root: HTMLElement): Stage {
  const canvas = element('stage');
  root.replaceChildren(canvas);
  let placement: Placement = { scale: 1, left: 0, top: 0 };
  let offset = { x: 0, y: 0 };
  const apply = () => {
    const { left, top, scale } = placement;
    canvas.style.transform = `translate(${left + offset.x * scale}px, ${top + offset.y * scale}px) scale(${scale})`;
  };
  return {
    canvas,
    place(layout, viewport) {
      const [width, height] = layout.canvas;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      placement = placeCanvas(layout.canvas, viewport);
      apply();
      return placement;
    },
    shift(now) {
      const next = shiftAt(now);
      if (next.x === offset.x && next.y === offset.y) return;
      offset = next;
      apply();
    },
    async swap(layer, ready) {
      const old = [...canvas.children];
      layer.style.opacity = old.length === 0 ? '1' : '0';
      canvas.append(layer);
      await ready();
      if (old.length === 0) return;
      layer.style.opacity = '1';
      const fades = [
        layer.animate([{ opacity: 0 }, { opacity: 1 }], fadeMs),
        ...old.map((child) => child.animate([{ opacity: 1 }, { opacity: 0 }], fadeMs)),
      ];
      await Promise.allSettled(fades.map(({ finished }) => finished));
      for (const child of old) child.remove();
    },
  };
}

/** The viewport as it is now. */
export function currentViewport(): Viewport {
  return { width: innerWidth, height: innerHeight, devicePixelRatio };
}
