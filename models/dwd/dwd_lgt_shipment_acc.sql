-- One row per shipment with its milestones as they are reached.
-- kind: incremental by shipped_day
-- time: shipped_at
-- per: shipment_id
-- reads: dim_shop by shop_id
-- order: shipped_at, shipment_id
-- grain: shipment_id
-- checks: unique(grain)
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
with freight as (
  select
    shipment_id,
    sum(ifNull(invoiced_amount, estimated_amount)) as amount,
    min(ifNull(invoiced_currency, estimated_currency)) as currency,
    uniqExact(ifNull(invoiced_currency, estimated_currency)) as currencies
  from ods_lgt_freight_cost_latest
  group by shipment_id
)
select
  shipment.shipment_id as shipment_id,
  if(empty(shipment.order_ids), '', shipment.order_ids[1]) as order_id,  -- the first, where several travel together
  toDate(shipment.shipped_at) as shipped_day,               -- UTC
  shipment.channel as channel,
  shipment.shop_id as shop_id,
  shop.entity as entity,
  if(shop.profit_center = '', 'PC-DEFAULT', shop.profit_center) as profit_center,
  shipment.leg as leg,
  shipment.carrier as carrier,
  ifNull(shipment.service, '') as service,
  ifNull(shipment.tracking_no, '') as tracking_no,
  ifNull(shipment.from_node, '') as from_node,
  ifNull(shipment.to_country, '') as country,
  shipment.shipped_at as shipped_at,
  shipment.promised_at as promised_at,
  shipment.delivered_at as delivered_at,
  ifNull(shipment.delivered_at > shipment.promised_at, false) as is_late,
  ifNull(shipment.delivered_at <= shipment.promised_at, false) as is_on_time,  -- delivered, and by the promise
  if(freight.currencies = 1, freight.amount, null) as freight_amount,  -- none while unknown or in several currencies
  freight.currency as currency
from ods_lgt_shipment_latest as shipment
left join freight on freight.shipment_id = shipment.shipment_id
left join dim_shop as shop on shop.shop_id = shipment.shop_id
