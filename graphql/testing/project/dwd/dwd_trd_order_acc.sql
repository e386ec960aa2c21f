-- One row per order.
-- kind: external
-- time: placed_at
-- order: placed_at, order_id
-- grain: order_id
-- expose: Order
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
-- mask: city
select
  '' as order_id,
  ''::LowCardinality(String) as channel,
  ''::LowCardinality(String) as shop_id,
  ''::LowCardinality(String) as profit_center,
  ''::LowCardinality(String) as country,
  '' as city,
  '' as customer_key,
  ''::LowCardinality(String) as status,
  toDateTime64(0, 3, 'UTC') as placed_at,
  null::Nullable(DateTime64(3, 'UTC')) as shipped_at,        -- null until the first parcel has left
  toUInt32(0) as line_count,
  toDecimal64(0, 4) as units,
  ''::LowCardinality(String) as currency,
  toDecimal128(0, 6) as total_amount                        -- what the buyer owes
where false
