-- Sales of a SKU by channel, country and day, in transaction currency.
-- kind: incremental by business_day
-- time: business_day
-- reads: dwd_trd_order_line_di same
-- order: business_day, sku, channel, country, currency
-- grain: business_day, sku, channel, country, currency
-- checks: unique(grain)
select
  business_day,
  sku,
  channel,
  country,
  currency,
  sum(sold_qty) as units,                                   -- without cancelled lines
  uniqExactIf(order_id, not is_cancelled) as orders,
  sum(line.gross_amount) as gross_amount,
  sum(line.discount_amount) as discount_amount,
  sum(line.net_amount) as net_amount
from dwd_trd_order_line_di as line
group by business_day, sku, channel, country, currency
