-- One row per cost of a shipment: the invoice where there is one, else the estimate.
-- kind: incremental by business_day
-- time: incurred_at
-- per: shipment_id
-- reads: dim_shop by shop_id, dim_marketplace by marketplace
-- order: incurred_at, cost_id
-- grain: cost_id
-- checks: unique(grain)
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
select
  cost.cost_id as cost_id,
  cost.shipment_id as shipment_id,
  ifNull(cost.order_id, '') as order_id,
  cost.kind as kind,
  shipment.leg as leg,                                      -- empty while the shipment is not known
  toDate(formatDateTime(cost.incurred_at, '%F', if(marketplace.zone = '', 'UTC', marketplace.zone))) as business_day,  -- in the marketplace's own zone
  cost.incurred_at as incurred_at,
  cost.channel as channel,
  cost.shop_id as shop_id,
  shop.marketplace as marketplace,
  marketplace.country as country,                           -- of the marketplace
  shop.entity as entity,
  if(shop.profit_center = '', 'PC-DEFAULT', shop.profit_center) as profit_center,
  cost.invoiced_amount is not null as is_invoiced,
  if(is_invoiced, cost.invoiced_currency, cost.estimated_currency)::LowCardinality(String) as currency,
  ifNull(cost.invoiced_amount, cost.estimated_amount) as freight_amount
from ods_lgt_freight_cost_latest as cost
left join ods_lgt_shipment_latest as shipment on shipment.shipment_id = cost.shipment_id
left join dim_shop as shop on shop.shop_id = cost.shop_id
left join dim_marketplace as marketplace on marketplace.marketplace = shop.marketplace
