import { Box } from '@mui/material';
import { useTheme } from '@mui/material/styles';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTones } from '../layout/use-tones.ts';
import { chartOption } from './chart-option.ts';
import type { ChartSpec } from './chart-spec.ts';

use([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

/** Draws with ECharts; imported only where a chart is shown. */
export function EchartsChart({ spec, height }: { spec: ChartSpec; height: number }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const tones = useTones();
  const fontFamily = useTheme().typography.fontFamily ?? 'sans-serif';

  useEffect(() => {
    const element = box.current!;
    const drawn = init(element);
    chart.current = drawn;
    const resized = new ResizeObserver(() => drawn.resize());
    resized.observe(element);
    return () => {
      resized.disconnect();
      drawn.dispose();
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(chartOption(spec, tones, fontFamily), { notMerge: true });
  }, [spec, tones, fontFamily]);

  return <Box ref={box} sx={{ height, width: '100%' }} />;
}
