import type { ClientError } from '#client';
import type { FeedContext } from '../live/feed.ts';
import { paced } from '../live/paced.ts';
import type { Freshness } from '../live/staleness.ts';
import type { Box, PanelDefinition } from '../screen/definition.ts';
import type { EffectLevel } from '../stage/effect-budget.ts';
import type { ScreenText } from '../text/screen-text.ts';
import { createFrame } from './frame.ts';
import { kinds } from './kinds.ts';
import type { PanelSite } from './panel.ts';

export type MountOptions = FeedContext & {
  text: ScreenText;
  pixelRatio: number;
  metricLabel: PanelSite['metricLabel'];
  better: PanelSite['better'];
  /** A refusal that concerns the whole screen, such as a token that is no longer accepted. */
  refused(error: ClientError): void;
  /** Called at each drawing, for those who count. */
  drawn?: (() => void) | undefined;
};

export type MountedPanel = {
  readonly root: HTMLElement;
  /** Sets the badge and tells the grade. */
  grade(now: number): Freshness;
  effects(level: EffectLevel): void;
  dispose(): void;
};

/** A question that was refused is asked again: the metric it names may have been written since. */
const reopenMs = 15_000;

/** Builds one panel in its slot and connects it to its feed. It must be in the document when this is called. */
export function mountPanel(
  layer: HTMLElement,
  panel: PanelDefinition,
  box: Box,
  options: MountOptions,
): MountedPanel {
  const { client, text, screen } = options;
  const frame = createFrame(panel, box, text);
  layer.append(frame.root);
  return kinds[panel.panel].use(({ feed, create, pace }) => {
    const view = create({
      panel,
      screen,
      text,
      body: frame.body,
      width: frame.width,
      height: frame.height,
      pixelRatio: options.pixelRatio,
      metricLabel: options.metricLabel,
      better: options.better,
      note: frame.note,
    });
    const drawing = paced(pace, (data: Parameters<typeof view.show>[0]) => {
      view.show(data);
      options.drawn?.();
    });
    let disposed = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () =>
      feed(options, panel, {
        data: (data, watermark) => {
          if (watermark !== undefined) frame.seen(watermark);
          frame.link(undefined);
          frame.refused(undefined);
          drawing.push(data);
        },
        // «connecting» is not yet a break: at the start it is the way to the first figure.
        state: (state) => {
          if (state === 'live') frame.link(undefined);
          if (state === 'waiting') frame.link(client.now());
          if (state === 'closed' && !disposed) again = setTimeout(reopen, reopenMs);
        },
        error: (error) => {
          if (error.code === 'UNAUTHENTICATED') options.refused(error);
          else if (error.code !== 'UNREACHABLE') frame.refused(error.message);
        },
      });
    let close = open();
    const reopen = () => {
      close();
      close = open();
    };
    return {
      root: frame.root,
      grade: frame.grade,
      effects: (level) => view.effects?.(level),
      dispose: () => {
        disposed = true;
        clearTimeout(again);
        close();
        drawing.stop();
        view.dispose?.();
      },
    };
  });
}
