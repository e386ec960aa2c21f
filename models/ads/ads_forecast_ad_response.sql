-- What advertising is expected to bring at other heights of spend, as the scoring run writes it, every run kept.
-- kind: external
-- time: as_of
-- order: channel, country, platform, currency, spend_ratio, as_of, model, version
-- grain: model, version, as_of, channel, country, platform, currency, spend_ratio
select
  ''::LowCardinality(String) as model,
  ''::LowCardinality(String) as version,
  toDate(0) as as_of,                                       -- the last day whose sales and spend were known
  ''::LowCardinality(String) as channel,
  ''::LowCardinality(String) as country,
  ''::LowCardinality(String) as platform,
  ''::LowCardinality(String) as currency,                   -- of spend_amount
  toFloat64(0) as spend_ratio,                              -- steady spend, as a ratio to the usual spend of a day
  toFloat64(0) as spend_amount,                             -- the same a day
  toFloat64(0) as lift,                                     -- share by which sales rise at that spend
  toFloat64(0) as mean,                                     -- units a day that it brings
  toFloat64(0) as p10,
  toFloat64(0) as p90,
  toDateTime64(0, 3, 'UTC') as scored_at
where false
