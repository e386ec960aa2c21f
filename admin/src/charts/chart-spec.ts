export type ChartSeries = {
  name: string;
  values: readonly (number | null)[];
  /** A period compared with, or a baseline: dashed and quiet. */
  reference?: boolean;
  /** Expected rather than measured: dashed in the series' own colour. */
  expected?: boolean;
};

/** What a chart shows; how it looks is the chart's business. */
export type ChartSpec = {
  /** `line` runs over time, `bars` rank what stands beside them. */
  kind: 'line' | 'bars';
  labels: readonly string[];
  series: readonly ChartSeries[];
  /** A value in full, for the note beside the pointer. */
  format(value: number): string;
  /** A value in short, for the axis. */
  formatShort(value: number): string;
};
