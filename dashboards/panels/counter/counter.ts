import './counter.css';
import { change, type MetricTable, numeric, type Value } from '../../live/metric-table.ts';
import { element, setText } from '../../stage/element.ts';
import type { MessageKey } from '../../text/messages.ts';
import { type ChangeMark, createChangeMark } from '../change-mark.ts';
import type { Panel, PanelSite } from '../panel.ts';
import { createDigitWheels } from './digit-wheels.ts';

/** Metrics whose rise is bad news. */
const inverse: readonly string[] = [
  'cancellation_rate',
  'cancelled_orders',
  'cancelled_sales',
  'refund_rate',
  'refunds',
  'refund_amount',
  'acos',
];

/** One large figure against an earlier period, and beside it the panel's other metrics. */
export function createCounter(site: PanelSite): Panel<MetricTable> {
  const { panel, text } = site;
  const [main = '', ...others] = panel.metrics;
  const wheels = createDigitWheels(site.width);
  const mark = createChangeMark(text, inverse.includes(main));
  const against = element('counter-against');
  const side = others.map((metric) => createSideFigure(site, metric));
  site.body.append(
    element('counter-main', [wheels.root, element('counter-change', [mark.root, against])]),
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
      const moved = change(numeric(now), numeric(before));
      mark.show(moved);
      setText(
        against,
        moved === undefined
          ? panel.compare === undefined
            ? ''
            : text.t('change.none')
          : text.t('counter.against', {
              amount: text.figure(before, column?.unit, { brief: true, currency: column?.currency }),
              period: text.t(`compare.${panel.compare}` as MessageKey),
            }),
      );
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
  const figure = site.text.figure(unit === 'money' ? wholeUnits(value) : (value ?? 0), unit, { currency });
  return figure;
}

function wholeUnits(value: Value): string {
  return String(value ?? 0).split('.')[0] || '0';
}

function createSideFigure(
  site: PanelSite,
  metric: string,
): { root: HTMLElement; show(table: MetricTable): void } {
  const { text } = site;
  const value = element('side-value');
  const mark: ChangeMark = createChangeMark(text, inverse.includes(metric));
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
      mark.show(change(numeric(now), numeric(table.previous(metric)?.values[0])));
    },
  };
}
