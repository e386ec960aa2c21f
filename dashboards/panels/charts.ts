import { EffectScatterChart, LineChart } from 'echarts/charts';
import { GeoComponent, GridComponent } from 'echarts/components';
import { type ECharts, init, registerMap, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Only what the panels draw with: all of ECharts would be three times the size.
use([LineChart, EffectScatterChart, GridComponent, GeoComponent, CanvasRenderer]);

export type { ECharts };
export { registerMap };

/** A chart of fixed size for the life of its panel. */
export function createChart(into: HTMLElement, width: number, height: number, pixelRatio: number): ECharts {
  return init(into, undefined, { renderer: 'canvas', width, height, devicePixelRatio: pixelRatio });
}
