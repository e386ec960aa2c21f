-- Segment of every customer.
-- kind: external
-- order: customer_key
-- grain: customer_key
-- expose: Customer
-- rows: has(viewer.shops, shop_id)
select
  '' as customer_key,
  ''::LowCardinality(String) as shop_id,
  ''::LowCardinality(String) as segment,
  toUInt64(0) as order_count,
  toFloat64(0) as score
where false
