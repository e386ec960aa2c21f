-- Daily profit and loss of the profit centres down to contribution margin 3; income positive, cost negative.
-- kind: incremental by business_day
-- time: business_day
-- reads: dwd_trd_order_line_di same, dwd_trd_refund_di same, dws_fin_cogs_1d same, dwd_fin_settlement_line_di same,
--   dwd_lgt_freight_cost_di same, dwd_mkt_ad_perf_di same, dim_fx_rate by rate_date = business_day, dim_entity by entity
-- order: business_day, profit_center, pnl_code, shop_id, currency
-- grain: business_day, profit_center, entity, channel, shop_id, country, pnl_code, currency
-- checks: unique(grain), not_null(functional_currency)
-- rows: has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)
with
  booked as (
    select business_day, profit_center, entity, channel, shop_id, marketplace, currency, posting.1 as pnl_code, posting.2 as amount
    from dwd_trd_order_line_di
    array join [
      ('R100', gross_amount - cancelled_amount),
      ('R110', shipping_amount),
      ('R200', -discount_amount),
      ('R230', -included_tax_amount)
    ] as posting
    union all
    select business_day, profit_center, entity, channel, shop_id, marketplace, currency, 'R210', -refund_amount - refund_shipping_amount
    from dwd_trd_refund_di
    union all
    select business_day, profit_center, entity, channel, shop_id, marketplace, currency, posting.1, posting.2
    from dws_fin_cogs_1d
    array join [('C100', -goods_amount), ('C110', -first_mile_amount), ('C120', -duty_amount)] as posting
    where currency != ''
    union all
    -- What a settlement says of sales, refunds, taxes and advertisements proves entries made above; only the rest is new.
    -- Movements of money that are no income or cost have codes outside dim_pnl_line and end at the join below.
    select business_day, profit_center, entity, channel, shop_id, marketplace, currency, pnl_code, amount
    from dwd_fin_settlement_line_di
    where pnl_code not in ('R100', 'R110', 'R120', 'R200', 'R210', 'R230', 'C300')
    union all
    -- Inbound legs are part of the landed cost already; import VAT is recovered, not spent.
    select business_day, profit_center, entity, channel, shop_id, marketplace, currency, 'C240', -freight_amount
    from dwd_lgt_freight_cost_di
    where leg not in ('first_mile', 'line_haul') and kind != 'vat'
    union all
    select business_day, profit_center, entity, channel, shop_id, marketplace, currency, 'C300', -spend_amount
    from dwd_mkt_ad_perf_di
  ),
  posted as (
    select business_day, profit_center, entity, channel, shop_id, marketplace, currency, pnl_code, sum(booked.amount) as total
    from booked
    group by business_day, profit_center, entity, channel, shop_id, marketplace, currency, pnl_code
    having total != 0
  ),
  -- A join keeps its right side in memory: only the rates that can be needed.
  spot as (
    select rate_date, base, quote, rate
    from dim_fx_rate
    where kind = 'spot' and quote in (select functional_currency from dim_entity union distinct select {reporting_currency:String})
  )
select
  posted.business_day as business_day,                      -- the day in the marketplace's own zone
  posted.profit_center as profit_center,
  posted.entity as entity,
  posted.channel as channel,
  posted.shop_id as shop_id,
  marketplace.country as country,                           -- of the marketplace
  posted.pnl_code as pnl_code,
  line.level as level,                                      -- NR, CM1, CM2 or CM3: the first margin the line counts in
  posted.currency as currency,
  posted.total as amount,
  if(entity.functional_currency = '', posted.currency, entity.functional_currency)::LowCardinality(String) as functional_currency,
  toDecimal256(posted.total, 6) * multiIf(
    functional_currency = posted.currency, toNullable(toDecimal128(1, 18)),
    functional.rate = 0, null,
    functional.rate
  ) as functional_amount,                                   -- at the day's spot rate, unrounded; none where there is no rate
  {reporting_currency:String}::LowCardinality(String) as reporting_currency,
  toDecimal256(posted.total, 6) * multiIf(
    reporting_currency = posted.currency, toNullable(toDecimal128(1, 18)),
    reporting.rate = 0, null,
    reporting.rate
  ) as reporting_amount
from posted
left join dim_marketplace as marketplace on marketplace.marketplace = posted.marketplace
left join dim_entity as entity on entity.entity = posted.entity
inner join dim_pnl_line as line on line.pnl_code = posted.pnl_code
left join spot as functional
  on functional.rate_date = posted.business_day and functional.base = posted.currency
  and functional.quote = entity.functional_currency
left join (select rate_date, base, rate from spot where quote = {reporting_currency:String}) as reporting
  on reporting.rate_date = posted.business_day and reporting.base = posted.currency
