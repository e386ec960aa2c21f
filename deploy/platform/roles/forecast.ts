import { report } from '../../supervisor/milestones.ts';
import { registryDir } from '../folders.ts';
import type { StartRole } from './context.ts';

/** Models become forecasts. */
export const startForecastRole: StartRole = async ({ warehouse, environment, log }) => {
  // The ONNX runtime is loaded only where it works.
  const { startForecaster } = await import('#forecasting');
  return startForecaster({
    warehouse,
    registryDir,
    settings: { reportingCurrency: environment.reportingCurrency },
    log: log.child({ role: 'forecast' }),
    clock: () => new Date(),
    onProgress: ({ done, total, note }) => report('forecast', done, total, done >= total, note),
  });
};
