import type { Warehouse } from '#warehouse';
import { featureQuery, readFeatureSql } from './feature-sql.ts';
import type { ModelThread } from './model-thread.ts';
import type { ScoreOptions, ScoreResult } from './score-demand.ts';

/** Heights of steady spend, as ratios to the usual one, at which a response is published. */
export const spendGrid = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

type Place = {
  key_channel: string;
  key_country: string;
  key_platform: string;
  key_currency: string;
  /** A day. */
  key_usual_spend: number;
  /** Recent spend as a ratio to the usual. */
  key_recent_ratio: number;
  /** Units sold a day over the last four weeks. */
  key_units_28: number;
} & Record<string, number>;

/** Publishes what each channel, country and platform would sell at other heights of spend: ads_forecast_ad_response. */
export async function scoreAdResponse(options: ScoreOptions): Promise<ScoreResult> {
  const { warehouse, thread, asOf, scoredAt } = options;
  const { signature } = thread.version;
  const places = await readPlaces(warehouse, thread, asOf);
  const complete = places.filter((place) =>
    signature.features.every(({ name }, at) => name === 'spend_ratio' || Number.isFinite(place[`f${at}`])),
  );
  // The last height is the recent one: it tells what is sold without any advertising.
  const heights = complete.flatMap((place) => [...spendGrid, place.key_recent_ratio]);
  const perPlace = spendGrid.length + 1;
  const features = Float32Array.from({ length: heights.length * signature.features.length }, (_, index) => {
    const row = Math.floor(index / signature.features.length);
    const at = index % signature.features.length;
    if (signature.features[at]!.name === 'spend_ratio') return heights[row]!;
    return complete[Math.floor(row / perPlace)]![`f${at}`]!;
  });
  const lifts = heights.length === 0 ? new Float32Array(0) : await thread.score(features, heights.length);
  const liftOf = (row: number, name: (typeof signature.outputs)[number]) =>
    Math.max(0, lifts[row * signature.outputs.length + Math.max(0, signature.outputs.indexOf(name))]!);
  const rows = complete.flatMap((place, index) => {
    const first = index * perPlace;
    const units = place.key_units_28 / (1 + liftOf(first + spendGrid.length, 'mean'));
    return spendGrid.map((ratio, at) => ({
      model: signature.name,
      version: signature.version,
      as_of: asOf,
      channel: place.key_channel,
      country: place.key_country,
      platform: place.key_platform,
      currency: place.key_currency,
      spend_ratio: ratio,
      spend_amount: ratio * place.key_usual_spend,
      lift: liftOf(first + at, 'mean'),
      mean: units * liftOf(first + at, 'mean'),
      p10: units * Math.min(liftOf(first + at, 'p10'), liftOf(first + at, 'mean')),
      p90: units * Math.max(liftOf(first + at, 'p90'), liftOf(first + at, 'mean')),
      scored_at: scoredAt.toISOString(),
    }));
  });
  await warehouse.insertRows('ads_forecast_ad_response', rows);
  options.onRows?.(rows.length);
  return { rows: rows.length, incomplete: places.length - complete.length, outdone: 0 };
}

/** The state of each place on the last known day; a handful of rows. */
async function readPlaces(warehouse: Warehouse, thread: ModelThread, asOf: string): Promise<Place[]> {
  const { signature } = thread.version;
  const latest = `SELECT * FROM (\n${await readFeatureSql(signature.featureModel)}\n) WHERE business_day = {as_of:Date}`;
  const sql = featureQuery(signature, latest, {
    channel: 'toString(channel)',
    country: 'toString(country)',
    platform: 'toString(platform)',
    currency: 'toString(currency)',
    usual_spend: 'usual_spend',
    recent_ratio: 'recent_spend / usual_spend',
    units_28: 'units_28',
  });
  return warehouse.rows<Place>(sql, { as_of: asOf });
}
