-- One row per refund: money given back to a buyer, positive, in transaction currency.
-- kind: incremental by business_day
-- time: processed_at
-- per: order_id
-- reads: dim_shop by shop_id, dim_marketplace by marketplace
-- order: processed_at, refund_id
-- grain: refund_id
-- checks: unique(grain), not_null(order_id, currency)
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
select
  refund.refund_id as refund_id,
  refund.order_id as order_id,
  ifNull(refund.line_id, '') as line_id,
  ifNull(refund.sku, '') as sku,
  toDate(formatDateTime(refund.processed_at, '%F', if(marketplace.zone = '', 'UTC', marketplace.zone))) as business_day,  -- in the marketplace's own zone
  refund.processed_at as processed_at,
  refund.channel as channel,
  refund.shop_id as shop_id,
  shop.marketplace as marketplace,
  shop.entity as entity,
  if(shop.profit_center = '', 'PC-DEFAULT', shop.profit_center) as profit_center,
  toString(coalesce(nullIf(o.ship_to_country, ''), if(ifNull(o.ship_to_country_raw, '') = '', marketplace.country, ''))) as country,  -- where the order went, else the marketplace's own
  ifNull(o.customer_key, '') as customer_key,
  ifNull(refund.reason, '') as reason,
  refund.restock as restock,
  refund.currency as currency,
  refund.amount as refund_amount,                           -- goods, without tax
  refund.tax_amount as refund_tax_amount,
  refund.shipping_amount as refund_shipping_amount,
  ifNull(refund.qty, 0) as qty
from ods_trade_refund_latest as refund
left join ods_trade_order_latest as o on o.order_id = refund.order_id
left join dim_shop as shop on shop.shop_id = refund.shop_id
left join dim_marketplace as marketplace on marketplace.marketplace = shop.marketplace
