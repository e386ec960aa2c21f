import type { Metric } from '#client';
import type { PanelDefinition, ScreenDefinition } from '../screen/definition.ts';
import type { EffectLevel } from '../stage/effect-budget.ts';
import type { ScreenText } from '../text/screen-text.ts';

/** Where a panel lives and what it may use. */
export type PanelSite = {
  panel: PanelDefinition;
  screen: ScreenDefinition;
  text: ScreenText;
  /** The panel's own element, already of its final size. */
  body: HTMLElement;
  width: number;
  height: number;
  /** Device pixels per design pixel of a chart's canvas. */
  pixelRatio: number;
  /** A metric's name in the screen's language. */
  metricLabel(metric: string): string;
  /** Which way of a metric is good news; null where nobody has said so. */
  better(metric: string): Metric['better'];
  /** A line beside the title, such as a total. */
  note(text: string): void;
};

/** What a panel kind makes of a site. Charts and nodes live as long as the panel; `show` only changes values. */
export type Panel<Data> = {
  show(data: Data): void;
  /** How much may move from now on. */
  effects?(level: EffectLevel): void;
  dispose?(): void;
};
