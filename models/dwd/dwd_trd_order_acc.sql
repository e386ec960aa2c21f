-- One row per order with its milestones as they are reached.
-- kind: incremental by placed_day
-- time: placed_at
-- per: order_id
-- reads: dim_shop by shop_id, dim_marketplace by marketplace
-- order: placed_at, order_id
-- grain: order_id
-- checks: unique(grain)
-- expose: Order
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
with
  milestone as (
    select
      order_id,
      minIf(at, to in ('partially_shipped', 'shipped')) as first_shipped_at,
      minIf(at, to = 'delivered') as first_delivered_at
    from ods_trade_order_status_latest
    group by order_id
  ),
  refunded as (
    select order_id, currency, sum(amount + tax_amount + shipping_amount) as amount
    from ods_trade_refund_latest
    group by order_id, currency
  )
select
  o.order_id as order_id,
  o.channel_order_no as channel_order_no,
  toDate(formatDateTime(o.placed_at, '%F', if(marketplace.zone = '', 'UTC', marketplace.zone))) as placed_day,  -- in the marketplace's own zone
  o.channel as channel,
  o.shop_id as shop_id,
  o.marketplace as marketplace,
  shop.entity as entity,
  if(shop.profit_center = '', 'PC-DEFAULT', shop.profit_center) as profit_center,
  toString(coalesce(o.ship_to_country, if(ifNull(o.ship_to_country_raw, '') = '', marketplace.country, ''))) as country,
  ifNull(o.ship_to_city, '') as city,
  ifNull(o.customer_key, '') as customer_key,
  o.status as status,
  o.fulfilment as fulfilment,
  o.placed_at as placed_at,
  o.paid_at as paid_at,
  if(toUnixTimestamp64Milli(milestone.first_shipped_at) = 0, null, milestone.first_shipped_at) as shipped_at,
  if(toUnixTimestamp64Milli(milestone.first_delivered_at) = 0, null, milestone.first_delivered_at) as delivered_at,
  o.cancelled_at as cancelled_at,
  o.promise_ship_by as promise_ship_by,
  o.promise_deliver_by as promise_deliver_by,
  toUInt32(length(o.`lines.line_id`)) as line_count,
  arraySum(o.`lines.qty`) as units,
  o.totals_total_currency as currency,
  o.totals_total_amount as total_amount,                    -- what the buyer owes
  refunded.amount as refunded_amount                        -- given back so far: goods, tax and shipping
from ods_trade_order_latest as o
left join milestone on milestone.order_id = o.order_id
left join refunded on refunded.order_id = o.order_id and refunded.currency = o.totals_total_currency
left join dim_marketplace as marketplace on marketplace.marketplace = o.marketplace
left join dim_shop as shop on shop.shop_id = o.shop_id
