import type { Language } from '#client';

/** x, y, width and height of a slot in design pixels of its layout's canvas. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** Where the slots lie on a canvas of one shape. A wall picks the layout whose shape is nearest its own. */
export type Layout = {
  name: string;
  canvas: readonly [width: number, height: number];
  slots: Readonly<Record<string, Box>>;
};

/** A key of the wall's messages, or the text itself by language («en» is the least there must be). */
export type Text = string | ({ readonly en: string } & { readonly [language: string]: string });

export const panelKinds = ['counter', 'trend', 'ranking', 'map', 'ticker', 'table', 'risk'] as const;
export type PanelKindName = (typeof panelKinds)[number];

/** The gateway's words, as its schema spells them; the gateway itself refuses what it does not know. */
export type TimeWindow = { preset?: string; from?: string; to?: string; grain?: string };
export type Order = { field: string; direction: 'ASC' | 'DESC' };

export type PanelDefinition = {
  /** Unique on the screen. */
  id: string;
  panel: PanelKindName;
  /** The slot it fills; a layout without that slot does not show the panel. */
  slot: string;
  title: Text;
  /** Metric names; the first is the panel's main figure. Ticker and risk panels have none. */
  metrics: readonly string[];
  dimensions: readonly string[];
  time: TimeWindow;
  compare: string | undefined;
  where: Readonly<Record<string, unknown>> | undefined;
  orderBy: readonly Order[];
  /** The most rows the panel asks for and shows. */
  limit: number | undefined;
  /** Seconds between two figures in normal running; freshness is judged in these. */
  every: number;
  /** Settings of one panel kind, such as a map's `centre` or a ranking's `bars`. */
  options: Readonly<Record<string, string | number | boolean>>;
};

export type ScreenDefinition = {
  id: string;
  title: Text;
  subtitle: Text | undefined;
  language: Language;
  /** ISO 4217 code every amount is shown in. */
  currency: string;
  /** IANA name; «today» and the clock are of this zone. */
  timeZone: string;
  /** The colour of a rise; `auto` follows the language: red in Chinese, green elsewhere. */
  rise: 'auto' | 'red' | 'green';
  /** Hour of the day, in the screen's zone, at which the page renews itself. */
  quietHour: number;
  layouts: readonly Layout[];
  panels: readonly PanelDefinition[];
};
