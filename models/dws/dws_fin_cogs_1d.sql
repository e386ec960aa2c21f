-- Landed cost of what was shipped, by SKU and by the day of its order.
-- kind: incremental by business_day
-- time: business_day
-- reads: dwd_trd_order_line_di same, dim_sku_cost by sku
-- order: business_day, sku, shop_id
-- grain: business_day, sku, shop_id, entity, profit_center, channel, marketplace
-- checks: unique(grain)
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
with shipped as (
  select business_day, sku, shop_id, entity, profit_center, channel, marketplace, sum(shipped_qty) as units
  from dwd_trd_order_line_di
  group by business_day, sku, shop_id, entity, profit_center, channel, marketplace
  having units != 0
)
select
  shipped.business_day as business_day,
  shipped.sku as sku,
  shipped.shop_id as shop_id,
  shipped.entity as entity,
  shipped.profit_center as profit_center,
  shipped.channel as channel,
  shipped.marketplace as marketplace,
  shipped.units as shipped_qty,
  cost.currency as currency,                                -- empty where the entity has no cost for the SKU on that day
  toDecimal128(shipped.units * (cost.purchase_amount + cost.other_amount), 6) as goods_amount,
  toDecimal128(shipped.units * cost.first_mile_amount, 6) as first_mile_amount,
  toDecimal128(shipped.units * cost.duty_amount, 6) as duty_amount
from shipped
asof left join dim_sku_cost as cost
  on cost.sku = shipped.sku and cost.entity = shipped.entity and cost.valid_from <= shipped.business_day
