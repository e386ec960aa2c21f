import type { EChartsCoreOption } from 'echarts/core';
import type { Tones } from '../layout/tones.ts';
import type { ChartSeries, ChartSpec } from './chart-spec.ts';

/** The specification as ECharts draws it: no frames, quiet grid, values told by the pointer. */
export function chartOption(spec: ChartSpec, tones: Tones, fontFamily: string): EChartsCoreOption {
  const bars = spec.kind === 'bars';
  const several = spec.series.length > 1;
  const names = {
    type: 'category',
    data: [...spec.labels],
    inverse: bars,
    boundaryGap: bars,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: tones.line } },
    axisLabel: {
      color: tones.quiet,
      hideOverlap: true,
      ...(bars ? { width: 130, overflow: 'truncate' } : {}),
    },
  };
  const values = {
    type: 'value',
    splitNumber: 4,
    splitLine: { lineStyle: { color: tones.line } },
    axisLabel: { color: tones.quiet, formatter: spec.formatShort },
  };
  return {
    animationDuration: 250,
    textStyle: { fontFamily, fontSize: 11.5 },
    color: [...tones.series],
    grid: { left: 4, right: 26, top: several ? 34 : 12, bottom: 2, containLabel: true },
    legend: {
      show: several,
      left: 0,
      top: 0,
      type: 'scroll',
      icon: 'roundRect',
      itemWidth: 12,
      itemHeight: 3,
      itemGap: 18,
      textStyle: { color: tones.quiet },
      pageTextStyle: { color: tones.quiet },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: tones.paper,
      borderColor: tones.line,
      padding: [8, 12],
      textStyle: { color: tones.ink, fontSize: 12 },
      axisPointer: bars
        ? { type: 'shadow', shadowStyle: { color: tones.veil } }
        : { type: 'line', lineStyle: { color: tones.quiet, type: 'dotted' } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? spec.format(value) : '–'),
    },
    xAxis: bars ? values : names,
    yAxis: bars ? names : values,
    series: spec.series.map((series, index) =>
      bars ? bar(series, tones) : line(series, index, tones, !several),
    ),
  };
}

function line(series: ChartSeries, index: number, tones: Tones, filled: boolean) {
  const colour = series.reference ? tones.quiet : (tones.series[index % tones.series.length] ?? tones.accent);
  const dashed = series.reference || series.expected;
  return {
    name: series.name,
    type: 'line',
    data: [...series.values],
    showSymbol: series.values.length === 1,
    symbolSize: 6,
    smooth: 0.15,
    color: colour,
    z: series.reference ? 1 : 3,
    lineStyle: { width: series.reference ? 1.3 : 2, ...(dashed ? { type: [5, 4] } : {}) },
    ...(filled ? { areaStyle: { color: tones.veil } } : {}),
  };
}

function bar(series: ChartSeries, tones: Tones) {
  return {
    name: series.name,
    type: 'bar',
    data: [...series.values],
    barMaxWidth: 16,
    itemStyle: {
      borderRadius: [0, 3, 3, 0],
      ...(series.reference ? { color: tones.quiet, opacity: 0.35 } : {}),
    },
  };
}
