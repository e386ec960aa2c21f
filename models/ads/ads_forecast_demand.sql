-- Demand forecasts as the scoring run writes them, every run kept.
-- kind: external
-- time: target_day
-- order: sku, channel, target_day, as_of, model, version
-- grain: model, version, as_of, sku, channel, target_day
select
  ''::LowCardinality(String) as model,
  ''::LowCardinality(String) as version,
  toDate(0) as as_of,                                       -- the last day whose sales the model saw
  '' as sku,
  ''::LowCardinality(String) as channel,
  toDate(0) as target_day,
  toUInt16(0) as horizon,                                   -- days from as_of to target_day
  toFloat64(0) as mean,
  toFloat64(0) as p10,
  toFloat64(0) as p50,
  toFloat64(0) as p90,
  toFloat64(0) as baseline,                                 -- seasonal naive
  toDateTime64(0, 3, 'UTC') as scored_at
where false
