import './counter.css';
import type { MetricTable, Value } from '../../live/metric-table.ts';
import { element, setText } from '../../stage/element.ts';
import type { MessageKey } from '../../text/messages.ts';
import { isMoney } from '../../text/screen-text.ts';
import { changeOf, createChangeMark } from '../change-mark.ts';
import type { Panel, PanelSite } from '../panel.ts';
import { createDigitWheels } from './digit-wheels.ts';

/** Design pixels beside the figure that its change takes. */
const changeWidth = 300;

/** One large figure against an earlier period, and beside it the panel's other metrics. */
export function createCounter(site: PanelSite): Panel<MetricTable> {
  const { panel, text } = site;
  const [main = '', ...others] = panel.metrics;
  const wheels = createDigitWheels(site.width - changeWidth);
  const mark = createChangeMark(text, site.better(main));
  const amount = element('counter-before');
  const period = element('counter-period');
  const compared = text.t(`compare.${panel.compare}` as MessageKey);
  const side = others.map((metric) => createSideFigure(site, metric));
  site.body.append(
    element('counter-main', [wheels.root, element('counter-change', [mark.root, amount, period])]),
    element(
      'counter-side',
      side.map((figure) => figure.root),
    ),
  );

  return {
    show(table) {
      const column = table.metric(main);
      const now = column?.values[0] ?? null;
      const before = table.previous(main)?.values[0] ?? null;
      wheels.show(whole(site, now, column?.unit, column?.currency));
      const moved = changeOf(now, before, column?.unit);
      mark.show(moved);
      const comparable = moved !== undefined;
      const options = { brief: true, currency: column?.currency };
      setText(amount, comparable ? text.figure(before, column?.unit, options) : '');
      setText(period, comparable ? compared : panel.compare === undefined ? '' : text.t('change.none'));
      for (const figure of side) figure.show(table);
    },
  };
}

/** The main figure in whole units: a wheel for cents would only spin. A day without sales is a zero. */
function whole(
  site: PanelSite,
  value: Value,
  unit: string | undefined,
  currency: string | undefined,
): string {
  const units = isMoney(unit) ? String(value ?? 0).split('.')[0] || '0' : (value ?? 0);
  return site.text.figure(units, unit, { currency });
}

function createSideFigure(
  site: PanelSite,
  metric: string,
): { root: HTMLElement; show(table: MetricTable): void } {
  const { text } = site;
  const value = element('side-value');
  const mark = createChangeMark(text, site.better(metric));
  const root = element('side-figure', [
    element('side-label', site.metricLabel(metric)),
    element('side-line', [value, mark.root]),
  ]);
  return {
    root,
    show(table) {
      const column = table.metric(metric);
      const now = column?.values[0];
      setText(value, text.figure(now, column?.unit, { brief: true, currency: column?.currency }));
      mark.show(changeOf(now, table.previous(metric)?.values[0], column?.unit));
    },
  };
}
