import './scene.css';
import type { ClientError, Metric } from '#client';
import type { FeedContext } from './live/feed.ts';
import { type Freshness, gravest } from './live/staleness.ts';
import { type MountedPanel, mountPanel } from './panels/mount.ts';
import type { Layout } from './screen/definition.ts';
import type { EffectLevel } from './stage/effect-budget.ts';
import { element, setText } from './stage/element.ts';
import { riseColours } from './stage/palette.ts';
import { createScreenText, spelledOut } from './text/screen-text.ts';

export type SceneOptions = FeedContext & {
  layout: Layout;
  pixelRatio: number;
  catalogue: readonly Pick<Metric, 'name' | 'label' | 'better'>[];
  refused(error: ClientError): void;
  drawn?: (() => void) | undefined;
};

/** Everything one definition looks like on one layout: the head and its panels, from building to disposal. */
export type Scene = {
  readonly layer: HTMLElement;
  /**
   * Builds the panels; the layer must be in the document, since panels measure themselves. Resolves when each has
   * shown its first figure, or after four seconds.
   */
  open(): Promise<void>;
  /** The clock and every badge, once a second. */
  tick(): void;
  effects(level: EffectLevel): void;
  /** Says that a newer definition cannot be used; undefined takes it back. */
  notice(message: string | undefined): void;
  close(): void;
};

/** How long a new scene may stay unseen for want of figures. */
const patienceMs = 4_000;

export function createScene(options: SceneOptions): Scene {
  const { screen, layout, client } = options;
  const text = createScreenText(screen);
  const metrics = new Map(options.catalogue.map((metric) => [metric.name, metric]));
  const colours = riseColours(screen);
  const head = createHead(screen.title, screen.subtitle);
  const notice = element('banner banner-notice');
  const layer = element('layer', [
    head.root,
    element('banner banner-link', text.t('freshness.link')),
    notice,
  ]);
  layer.lang = screen.language;
  layer.style.setProperty('--rise', colours.rise);
  layer.style.setProperty('--fall', colours.fall);
  let panels: MountedPanel[] = [];

  function createHead(title: typeof screen.title, subtitle: typeof screen.subtitle) {
    const time = element('head-time');
    const date = element('head-date');
    const zone = element('head-zone', screen.timeZone.replaceAll('_', ' '));
    const status = element('head-status', [element('badge-shape'), element('badge-text')]);
    const root = element('head', [
      element('head-brand', 'Entrepôt'),
      element('head-title', text.label(title), 'h1'),
      ...(subtitle ? [element('head-subtitle', text.label(subtitle))] : []),
      status,
      element('head-day', [date, zone]),
      time,
    ]);
    root.style.width = `${layout.canvas[0] - 80}px`;
    return {
      root,
      tick(now: number, state: Freshness) {
        const shown = text.clock(now);
        setText(time, shown.time);
        setText(date, shown.date);
        status.dataset.freshness = state;
        setText(status.lastElementChild as HTMLElement, text.t(`freshness.${state}`));
      },
    };
  }

  return {
    layer,
    async open() {
      const waiting = new Set<string>();
      let allShown: () => void = () => undefined;
      const shown = new Promise<void>((resolve) => {
        allShown = resolve;
      });
      panels = screen.panels.flatMap((panel) => {
        const box = layout.slots[panel.slot];
        if (!box) return [];
        const metricLabel = (metric: string) => metrics.get(metric)?.label ?? spelledOut(metric);
        const better = (metric: string) => metrics.get(metric)?.better ?? null;
        waiting.add(panel.id);
        const drawn = () => {
          options.drawn?.();
          if (waiting.delete(panel.id) && waiting.size === 0) allShown();
        };
        return [mountPanel(layer, panel, box, { ...options, text, metricLabel, better, drawn })];
      });
      await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
    },
    tick() {
      const now = client.now();
      const states = panels.map((panel) => panel.grade(now));
      const worst = gravest(states);
      head.tick(now, worst);
      layer.dataset.freshness = worst;
    },
    effects(level) {
      layer.dataset.effects = String(level);
      for (const panel of panels) panel.effects(level);
    },
    notice: (message) => setText(notice, message ? `${text.t('problem.definition.title')}: ${message}` : ''),
    close() {
      for (const panel of panels) panel.dispose();
      panels = [];
    },
  };
}
