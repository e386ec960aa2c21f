-- Recency, frequency and spend of every customer over the year before the day, and the segment they make.
-- kind: table
-- reads: dwd_trd_order_line_di -365..-1, dwd_trd_refund_di -365..-1, dim_fx_rate all
-- order: customer_key
-- grain: customer_key
-- checks: unique(grain)
-- expose: Customer
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
with
  spent as (
    select customer_key, order_id, business_day, placed_at, channel, shop_id, profit_center, country, currency, net_amount as amount, 1 as is_order
    from dwd_trd_order_line_di
    where business_day >= {as_of:Date} - 365 and business_day < {as_of:Date} and customer_key != '' and not is_cancelled
    union all
    select customer_key, order_id, business_day, processed_at, channel, shop_id, profit_center, country, currency, -refund_amount, 0
    from dwd_trd_refund_di
    where business_day >= {as_of:Date} - 365 and business_day < {as_of:Date} and customer_key != ''
  ),
  customer as (
    select
      customer_key,
      argMaxIf(spent.channel, (placed_at, order_id), is_order = 1) as channel,
      argMaxIf(spent.shop_id, (placed_at, order_id), is_order = 1) as shop_id,
      argMaxIf(spent.profit_center, (placed_at, order_id), is_order = 1) as profit_center,
      argMaxIf(spent.country, (placed_at, order_id), is_order = 1) as country,
      minIf(business_day, is_order = 1) as first_order_day,
      maxIf(business_day, is_order = 1) as last_order_day,
      uniqExactIf(order_id, is_order = 1) as frequency,
      countIf(spent.currency != {reporting_currency:String} and fx.rate = 0) as without_rate,
      sum(toDecimal256(amount, 6) * if(spent.currency = {reporting_currency:String}, toDecimal128(1, 18), fx.rate)) as monetary
    from spent
    left join (select rate_date, base, rate from dim_fx_rate where kind = 'spot' and quote = {reporting_currency:String}) as fx
      on fx.rate_date = spent.business_day and fx.base = spent.currency
    group by customer_key
    having frequency > 0
  ),
  -- Recency and frequency are scored against fixed bounds, which keep their meaning between runs and do not collapse
  -- where most buy once; spend against the customers of the same channel, since prices differ between channels.
  scored as (
    select
      *,
      dateDiff('day', last_order_day, {as_of:Date}) as recency_days,
      multiIf(recency_days <= 30, 5, recency_days <= 60, 4, recency_days <= 120, 3, recency_days <= 240, 2, 1) as r,
      multiIf(frequency >= 8, 5, frequency >= 5, 4, frequency >= 3, 3, frequency >= 2, 2, 1) as f,
      toUInt8(1 + intDiv((rank() over (partition by channel order by monetary) - 1) * 5, count() over (partition by channel))) as m,
      intDiv(f + m + 1, 2) as fm                            -- the mean of both, rounded half up
    from customer
  )
select
  customer_key,
  channel,                                                  -- of the last order, as are shop, profit centre and country
  shop_id,
  profit_center,
  country,
  recency_days,
  frequency,                                                -- orders in the year, without cancelled ones
  if(without_rate = 0, toDecimal128(round(monetary, 6), 6), null) as monetary_amount,  -- net of discounts, tax and refunds; none where a rate is missing
  {reporting_currency:String}::LowCardinality(String) as currency,
  r,
  f,
  m,
  multiIf(
    r >= 4, multiIf(fm >= 4, 'champions', fm = 3, 'loyal', fm = 2, 'potential_loyalist', r = 5, 'new', 'promising'),
    r = 3, multiIf(fm >= 4, 'loyal', fm = 3, 'need_attention', 'about_to_sleep'),
    r = 2, if(fm >= 3, 'at_risk', 'hibernating'),
    multiIf(fm >= 4, 'cannot_lose_them', fm = 3, 'at_risk', fm = 2, 'hibernating', 'lost')
  )::LowCardinality(String) as segment,
  last_order_day,
  first_order_day,                                          -- within the year
  frequency as order_count
from scored
