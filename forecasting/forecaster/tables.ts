import type { Warehouse } from '#warehouse';

/** The forecasts' tables as their models declare them: whoever comes first, builder or forecaster, makes them. */
const tables = [
  `ads_forecast_demand (
    model LowCardinality(String), version LowCardinality(String), as_of Date, sku String,
    channel LowCardinality(String), target_day Date, horizon UInt16, mean Float64, p10 Float64, p50 Float64,
    p90 Float64, baseline Float64, scored_at DateTime64(3, 'UTC')
  ) ENGINE = ReplacingMergeTree ORDER BY (sku, channel, target_day, as_of, model, version)`,
  `ads_forecast_ad_response (
    model LowCardinality(String), version LowCardinality(String), as_of Date, channel LowCardinality(String),
    country LowCardinality(String), platform LowCardinality(String), currency LowCardinality(String),
    spend_ratio Float64, spend_amount Float64, lift Float64, mean Float64, p10 Float64, p90 Float64,
    scored_at DateTime64(3, 'UTC')
  ) ENGINE = ReplacingMergeTree
    ORDER BY (channel, country, platform, currency, spend_ratio, as_of, model, version)`,
  `_forecast_runs (
    model LowCardinality(String), version LowCardinality(String), as_of Date, scored_at DateTime64(3, 'UTC'),
    rows UInt64, incomplete UInt64 COMMENT 'rows that carry the baseline because a feature was missing',
    outdone UInt64 COMMENT 'rows that carry the baseline because it did better in the backtest',
    elapsed_ms UInt64
  ) ENGINE = ReplacingMergeTree ORDER BY (model, version, as_of, scored_at)`,
];

export async function ensureForecastTables(warehouse: Warehouse): Promise<void> {
  for (const table of tables) await warehouse.command(`CREATE TABLE IF NOT EXISTS ${table}`);
}
