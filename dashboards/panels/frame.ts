import './frame.css';
import { type Freshness, freshnessOf } from '../live/staleness.ts';
import type { Box, PanelDefinition } from '../screen/definition.ts';
import { element, setText } from '../stage/element.ts';
import type { ScreenText } from '../text/screen-text.ts';

/** Height of a panel's head in design pixels, as the style sheet has it. */
const headHeight = 48;

export type Frame = {
  readonly root: HTMLElement;
  readonly body: HTMLElement;
  readonly width: number;
  readonly height: number;
  note(text: string): void;
  /** A figure has arrived that is complete up to `watermark` (server milliseconds). */
  seen(watermark: number): void;
  /** The link to the gateway has broken (server milliseconds) or is back (undefined). */
  link(downSince: number | undefined): void;
  /** The gateway refuses the panel's question; its last figure stays. */
  refused(message: string | undefined): void;
  /** Grades the figure shown at this moment and writes the badge. */
  grade(now: number): Freshness;
};

/** Title, freshness badge and body of one panel. */
export function createFrame(panel: PanelDefinition, [x, y, width, height]: Box, text: ScreenText): Frame {
  const shape = element('badge-shape');
  const label = element('badge-text');
  const note = element('panel-note');
  const head = element('panel-head', [
    element('panel-title', text.label(panel.title), 'h2'),
    note,
    element('badge', [shape, label]),
  ]);
  const body = element('panel-body');
  const refusal = element('panel-refusal');
  const root = element(`panel panel-${panel.panel}`, [head, body, refusal], 'section');
  Object.assign(root.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
  root.dataset.panel = panel.id;
  let watermark: number | undefined;
  let downSince: number | undefined;
  return {
    root,
    body,
    width,
    height: height - headHeight,
    note: (words) => setText(note, words),
    seen: (at) => {
      watermark = at;
    },
    link: (since) => {
      // A retry that fails too does not make the break younger.
      downSince = since === undefined ? undefined : (downSince ?? since);
    },
    refused: (message) => {
      setText(refusal, message ? `${text.t('problem.panel')}: ${message}` : '');
    },
    grade(now) {
      const { state, ageSeconds } = freshnessOf({ now, watermark, interval: panel.every * 1_000, downSince });
      const name = text.t(`freshness.${state}`);
      root.dataset.freshness = state;
      setText(label, ageSeconds === undefined ? name : `${name} ${text.age(ageSeconds)}`);
      return state;
    },
  };
}
