import './trend.css';
import { type MetricTable, numeric, type Value } from '../../live/metric-table.ts';
import { element } from '../../stage/element.ts';
import { palette } from '../../stage/palette.ts';
import type { MessageKey } from '../../text/messages.ts';
import { createChart } from '../charts.ts';
import type { Panel, PanelSite } from '../panel.ts';
import { createTimeAxis } from './time-axis.ts';

const legendHeight = 34;
const fontFamily = 'Inter Variable, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif';

/** One metric over time, with the same stretch of an earlier period behind it. */
export function createTrend(site: PanelSite): Panel<MetricTable> {
  const { panel, text } = site;
  const metric = panel.metrics[0] ?? '';
  const axis = createTimeAxis(panel.time, site.screen.timeZone, text.language);
  const host = element('trend-chart');
  const legend = element('trend-legend', [element('legend-entry legend-now', text.t('trend.current'))]);
  if (panel.compare) {
    legend.append(element('legend-entry legend-before', text.t(`trend.${panel.compare}` as MessageKey)));
  }
  site.body.append(legend, host);
  const chart = createChart(host, site.width, site.height - legendHeight, site.pixelRatio);
  let unit: string | undefined;
  let currency: string | undefined;
  const label = { color: palette.faint, fontSize: 19, fontFamily };
  chart.setOption({
    animationDuration: 600,
    animationDurationUpdate: 900,
    animationEasingUpdate: 'cubicOut',
    grid: {
      left: 2,
      right: 14,
      top: 14,
      bottom: 2,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: [],
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { ...label, interval: axis.labelled, margin: 12, showMaxLabel: false },
    },
    yAxis: {
      type: 'value',
      splitNumber: 3,
      splitLine: { lineStyle: { color: palette.line } },
      axisLabel: {
        ...label,
        margin: 14,
        formatter: (value: number) => text.figure(value, unit, { brief: true, currency }),
      },
    },
    series: [
      {
        id: 'before',
        type: 'line',
        silent: true,
        showSymbol: false,
        lineStyle: { color: palette.faint, width: 2, type: [6, 6] },
        data: [],
      },
      {
        id: 'now',
        type: 'line',
        silent: true,
        symbol: 'circle',
        lineStyle: { color: palette.accent, width: 4, join: 'round', cap: 'round' },
        areaStyle: {
          color: {
            type: 'linear',
            x: 0,
            y: 0,
            x2: 0,
            y2: 1,
            colorStops: [
              { offset: 0, color: 'rgba(116, 180, 255, 0.26)' },
              { offset: 1, color: 'rgba(116, 180, 255, 0)' },
            ],
          },
        },
        data: [],
      },
    ],
  });

  return {
    show(table) {
      const column = table.metric(metric);
      unit = column?.unit;
      currency = column?.currency;
      const { labels, placeOf } = axis.lay(table.times ?? []);
      const now = spread(table.times, column?.values, labels.length, placeOf);
      const before = spread(table.times, table.previous(metric)?.values, labels.length, placeOf);
      chart.setOption({
        xAxis: { data: labels },
        series: [
          { id: 'before', data: before },
          { id: 'now', data: withLastMarked(now) },
        ],
      });
    },
    dispose: () => chart.dispose(),
  };
}

/** Values at their places of the axis; a period without rows is a gap of zero before the last known one. */
function spread(
  times: readonly string[] | undefined,
  values: readonly Value[] | undefined,
  length: number,
  placeOf: (time: string) => number | undefined,
): (number | null)[] {
  const points = new Array<number | null>(length).fill(null);
  let last = -1;
  times?.forEach((time, row) => {
    const place = placeOf(time);
    const value = numeric(values?.[row]);
    if (place === undefined || value === undefined) return;
    points[place] = (points[place] ?? 0) + value;
    last = Math.max(last, place);
  });
  return points.map((value, place) => (place <= last ? (value ?? 0) : null));
}

/** Only the newest point wears a dot: that is where the line is going on. */
function withLastMarked(points: readonly (number | null)[]) {
  const last = points.findLastIndex((value) => value !== null);
  return points.map((value, place) => ({
    value,
    symbolSize: place === last ? 14 : 0,
    itemStyle: { color: palette.text, borderColor: palette.accent, borderWidth: 4 },
  }));
}
