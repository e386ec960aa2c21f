import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Counters of the gateway in Prometheus' text format. Labels come from fixed sets only. */
export type Telemetry = {
  observe(route: string, status: number, seconds: number): void;
  text(gauges: Readonly<Record<string, number>>): string;
  stop(): void;
};

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

type Series = { counts: number[]; sum: number; total: number };

export function createTelemetry(): Telemetry {
  const requests = new Map<string, number>();
  const durations = new Map<string, Series>();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return {
    observe: (route, status, seconds) => {
      const key = `route="${route}",status="${status}"`;
      requests.set(key, (requests.get(key) ?? 0) + 1);
      let series = durations.get(route);
      if (!series) {
        series = { counts: bounds.map(() => 0), sum: 0, total: 0 };
        durations.set(route, series);
      }
      series.sum += seconds;
      series.total += 1;
      const bucket = bounds.findIndex((bound) => seconds <= bound);
      if (bucket >= 0) series.counts[bucket]! += 1;
    },
    text: (gauges) => {
      const lines = [
        '# TYPE entrepot_gateway_requests_total counter',
        ...[...requests].map(([labels, count]) => `entrepot_gateway_requests_total{${labels}} ${count}`),
        '# TYPE entrepot_gateway_request_seconds histogram',
        ...[...durations].flatMap(([route, series]) => histogramLines(route, series)),
        ...Object.entries({
          ...gauges,
          entrepot_gateway_resident_bytes: process.memoryUsage.rss(),
          entrepot_gateway_event_loop_delay_p99_seconds: delay.percentile(99) / 1e9,
        }).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`]),
      ];
      return `${lines.join('\n')}\n`;
    },
    stop: () => delay.disable(),
  };
}

function histogramLines(route: string, { counts, sum, total }: Series): string[] {
  let below = 0;
  const name = 'entrepot_gateway_request_seconds';
  return [
    ...bounds.map((bound, index) => {
      below += counts[index]!;
      return `${name}_bucket{route="${route}",le="${bound}"} ${below}`;
    }),
    `${name}_bucket{route="${route}",le="+Inf"} ${total}`,
    `${name}_sum{route="${route}"} ${sum}`,
    `${name}_count{route="${route}"} ${total}`,
  ];
}
