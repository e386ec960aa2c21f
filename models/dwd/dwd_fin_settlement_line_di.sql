-- One row per line of a channel's or gateway's settlement, signed as the seller sees it.
-- kind: incremental by business_day
-- time: posted_at
-- per: line_id
-- reads: dim_shop by shop_id, dim_marketplace by marketplace
-- order: posted_at, line_id
-- grain: line_id
-- checks: unique(grain), not_null(currency)
-- warn: relationship(pnl_code, dim_pnl_line.pnl_code)
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
select
  settled.line_id as line_id,
  ifNull(settled.settlement_id, '') as settlement_id,
  ifNull(settled.order_id, '') as order_id,
  ifNull(settled.sku, '') as sku,
  toDate(formatDateTime(settled.posted_at, '%F', if(marketplace.zone = '', 'UTC', marketplace.zone))) as business_day,  -- in the marketplace's own zone
  settled.posted_at as posted_at,
  settled.pnl_code as pnl_code,                             -- «unmapped» where the name is not known yet
  settled.raw_type as raw_type,                             -- the channel's own name
  settled.channel as channel,
  settled.shop_id as shop_id,
  shop.marketplace as marketplace,
  marketplace.country as country,                           -- of the marketplace
  shop.entity as entity,
  if(shop.profit_center = '', 'PC-DEFAULT', shop.profit_center) as profit_center,
  settled.currency as currency,
  settled.amount as amount
from ods_fin_settlement_line_latest as settled
left join dim_shop as shop on shop.shop_id = settled.shop_id
left join dim_marketplace as marketplace on marketplace.marketplace = shop.marketplace
