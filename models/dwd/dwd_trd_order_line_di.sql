-- One row per order line as last known; money in transaction currency, priced as the channel priced it.
-- kind: incremental by business_day
-- time: placed_at
-- per: order_id
-- reads: dim_sku by sku, dim_shop by shop_id, dim_marketplace by marketplace
-- order: placed_at, order_id, line_id
-- grain: order_id, line_id
-- checks: unique(grain), not_null(sku, currency)
-- warn: relationship(sku, dim_sku.sku)
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
with line as (
  select
    *,
    -- A negative line of a cancelled or refunding order takes an earlier sale back; any other negative line is a correction.
    qty < 0 and (status = 'cancelled' or ifNull(refunded_order_id, '') != '') as is_reversal,
    is_reversal or status = 'cancelled' or lines_status = 'cancelled' as is_cancelled,
    toDecimal128(qty * unit_price_amount, 6) as priced_amount
  from ods_trade_order_lines
)
select
  line.order_id as order_id,
  line.line_id as line_id,
  toDate(formatDateTime(line.placed_at, '%F', if(marketplace.zone = '', 'UTC', marketplace.zone))) as business_day,  -- the day in the marketplace's own zone
  line.placed_at as placed_at,
  line.channel as channel,
  line.shop_id as shop_id,
  line.marketplace as marketplace,
  shop.entity as entity,
  if(shop.profit_center = '', 'PC-DEFAULT', shop.profit_center) as profit_center,
  toString(coalesce(line.ship_to_country, if(ifNull(line.ship_to_country_raw, '') = '', marketplace.country, ''))) as country,  -- where the goods go, else the marketplace's own; empty for a word that is no country
  ifNull(nullIf(line.ship_to_country_raw, ''), country) as country_raw,  -- the channel's own word for the country
  ifNull(line.customer_key, '') as customer_key,            -- empty where the channel hides the buyer
  line.sku as sku,
  sku.category as category,
  line.fulfilment as fulfilment,
  line.status as status,                                    -- of the order
  line.lines_status as line_status,
  line.is_cancelled as is_cancelled,
  line.is_reversal as is_reversal,
  line.qty as qty,                                          -- signed
  if(line.is_cancelled, 0, line.qty) as sold_qty,
  if(
    not line.is_cancelled and (line.status in ('shipped', 'delivered', 'closed') or line.lines_status in ('shipped', 'returned')),
    line.qty, 0
  ) as shipped_qty,
  line.unit_price_currency as currency,
  if(line.is_reversal, 0, line.priced_amount) as gross_amount,  -- quantity × unit price, cancelled ones included
  multiIf(
    line.is_reversal, -line.priced_amount - line.discount_amount,
    line.is_cancelled, line.priced_amount,
    0
  ) as cancelled_amount,                                    -- positive: what of the gross, or of an earlier order, was taken back
  if(line.is_cancelled, 0, line.discount_amount) as discount_amount,  -- positive, funded by the seller
  if(line.is_cancelled, 0, line.tax_amount) as tax_amount,  -- collected from the buyer, inside the price or on top
  if(line.tax_mode = 'included', tax_amount, 0) as included_tax_amount,  -- the part of the price that is not ours
  if(line.lines_index = 1 and line.status != 'cancelled', line.totals_shipping_amount, 0) as shipping_amount,  -- the order's, on its first line
  gross_amount - cancelled_amount - discount_amount - included_tax_amount as net_amount
from line
left join dim_marketplace as marketplace on marketplace.marketplace = line.marketplace
left join dim_shop as shop on shop.shop_id = line.shop_id
left join dim_sku as sku on sku.sku = line.sku
