import type { Layout } from './definition.ts';

export type Viewport = { width: number; height: number; devicePixelRatio: number };

/** How a canvas lies in a viewport: scaled alike in both directions, centred, with bars where shapes differ. */
export type Placement = { scale: number; left: number; top: number };

/** The layout whose shape is nearest the viewport's; shapes compare by ratio, so 2:1 is as far from 1:1 as 1:2. */
export function chooseLayout(layouts: readonly Layout[], viewport: Viewport): Layout {
  const shape = viewport.width / viewport.height;
  const distance = ({ canvas }: Layout) => Math.abs(Math.log(canvas[0] / canvas[1] / shape));
  return layouts.reduce((best, layout) => (distance(layout) < distance(best) ? layout : best));
}

/** Fits a canvas into a viewport without stretching it. */
export function placeCanvas(canvas: Layout['canvas'], viewport: Viewport): Placement {
  const scale = Math.min(viewport.width / canvas[0], viewport.height / canvas[1]);
  return {
    scale,
    left: (viewport.width - canvas[0] * scale) / 2,
    top: (viewport.height - canvas[1] * scale) / 2,
  };
}

/**
 * Device pixels per design pixel for the charts' canvases. The page scales everything with one transform, so a
 * canvas must be drawn that much finer to stay sharp; beyond 2, or on video walls beyond 4K, sharpness nobody sees
 * would cost the frame rate.
 */
export function chartPixelRatio({ scale }: Placement, viewport: Viewport): number {
  const pixels = viewport.width * viewport.height * viewport.devicePixelRatio ** 2;
  if (pixels > 3840 * 2160 * 1.1) return 1;
  return Math.max(1, Math.min(scale * viewport.devicePixelRatio, 2));
}
