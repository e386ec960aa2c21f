-- What an advertisement cost and brought on one day, as last reported; attributed sales are the platform's own count.
-- kind: incremental by business_day
-- time: business_day
-- per: row_key
-- reads: dim_shop by shop_id, dim_marketplace by marketplace
-- order: business_day, row_key
-- grain: row_key
-- checks: unique(grain)
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
select
  ad.row_key as row_key,
  toDate(ad.date) as business_day,                          -- the platform's own day
  ad.platform as platform,
  ad.campaign_id as campaign_id,
  ifNull(ad.campaign_name, '') as campaign_name,
  ifNull(ad.sku, '') as sku,
  ad.channel as channel,
  ad.shop_id as shop_id,
  shop.marketplace as marketplace,
  marketplace.country as country,                           -- of the marketplace
  shop.entity as entity,
  if(shop.profit_center = '', 'PC-DEFAULT', shop.profit_center) as profit_center,
  ad.impressions as impressions,
  ad.clicks as clicks,
  ad.orders as ad_orders,
  ad.units as ad_units,
  ad.spend_currency as currency,
  ad.spend_amount as spend_amount,
  ad.sales_currency as ad_sales_currency,
  ad.sales_amount as ad_sales_amount,
  ad.is_final as is_final                                   -- false while the platform may still restate the row
from ods_mkt_ad_performance_latest as ad
left join dim_shop as shop on shop.shop_id = ad.shop_id
left join dim_marketplace as marketplace on marketplace.marketplace = shop.marketplace
