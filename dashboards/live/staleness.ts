/** WAITING: nothing has ever arrived. The others grade how far the figure shown can be trusted. */
export type Freshness = 'WAITING' | 'LIVE' | 'DELAYED' | 'STALE' | 'OFFLINE';

export type Sighting = {
  /** Server time now, in milliseconds. */
  now: number;
  /** Up to when the figure is complete, in server milliseconds; undefined before the first figure. */
  watermark: number | undefined;
  /** Milliseconds between two figures in normal running. */
  interval: number;
  /** Since when the link to the gateway is down; undefined while it is up. */
  downSince: number | undefined;
};

/** Seconds a broken link is given to come back before the panel says OFFLINE. */
const grace = 3_000;

/**
 * Grades one panel's figure: LIVE below two intervals of age, DELAYED below six, STALE beyond; OFFLINE once the
 * link has been down for three seconds, whatever the age, since nothing newer can arrive.
 *
 * @returns the grade and the figure's age in seconds (undefined while WAITING)
 */
export function freshnessOf({ now, watermark, interval, downSince }: Sighting): {
  state: Freshness;
  ageSeconds: number | undefined;
} {
  const age = watermark === undefined ? undefined : Math.max(0, now - watermark);
  const ageSeconds = age === undefined ? undefined : Math.floor(age / 1000);
  if (downSince !== undefined && now - downSince >= grace) return { state: 'OFFLINE', ageSeconds };
  if (age === undefined) return { state: 'WAITING', ageSeconds };
  if (age < 2 * interval) return { state: 'LIVE', ageSeconds };
  return { state: age < 6 * interval ? 'DELAYED' : 'STALE', ageSeconds };
}

const severity: readonly Freshness[] = ['LIVE', 'WAITING', 'DELAYED', 'STALE', 'OFFLINE'];

/** The gravest of several grades: what the screen as a whole may claim. */
export function gravest(states: readonly Freshness[]): Freshness {
  return states.reduce<Freshness>(
    (worst, state) => (severity.indexOf(state) > severity.indexOf(worst) ? state : worst),
    'LIVE',
  );
}
