-- How long the stock of each SKU lasts at the forecast demand, over all nodes, against its supplier's lead time.
-- kind: table
-- reads: dwd_inv_stock_df -14..0, dim_sku all, dim_supplier all, ads_forecast_demand all
-- order: sku
-- grain: sku
-- checks: unique(grain)
with
  stock as (
    select sku, sum(available) as available, sum(inbound) as inbound
    from (
      select node_id, sku, lot, bin, argMax(level.available, (as_of, snapshot_key)) as available, argMax(level.inbound, (as_of, snapshot_key)) as inbound
      from dwd_inv_stock_df as level
      where stock_day >= {as_of:Date} - 14
      group by node_id, sku, lot, bin
    )
    group by sku
  ),
  -- Decimals, because the sum of floating point numbers depends on their order.
  demand as (
    select
      sku,
      sum(toDecimal64(greatest(mean, 0), 6)) as units,
      sum(toDecimal64(greatest(p50, 0), 6)) as units_p50,
      sum(toDecimal64(greatest(p90, 0), 6)) as units_p90,
      uniqExact(target_day) as days,
      max(forecast.as_of) as forecast_as_of
    from (
      select *
      from ads_forecast_demand
      where as_of = (select max(as_of) from ads_forecast_demand)
      order by scored_at desc, model, version
      limit 1 by sku, channel, target_day
    ) as forecast
    where horizon <= 28
    group by sku
  )
select
  sku.sku as sku,
  sku.title as title,
  sku.category as category,
  sku.supplier_id as supplier_id,
  if(supplier.lead_time_days = 0, 30, supplier.lead_time_days) as lead_time_days,  -- 30 where the supplier's is not known
  stock.available as available,
  stock.inbound as inbound,
  if(demand.days = 0, null, toFloat64(demand.units)) as forecast_28d,  -- none where nothing is forecast
  if(forecast_28d > 0, toFloat64(stock.available) * demand.days / forecast_28d, null) as days_of_cover,
  if(forecast_28d > 0, toFloat64(stock.available + stock.inbound) * demand.days / forecast_28d, null) as days_of_cover_with_inbound,
  -- Enough until the next order would arrive, a week's review included: at the median demand, and at the demand of one case in ten?
  multiIf(
    demand.days = 0, 'unknown',
    stock.available + stock.inbound < toDecimal64(demand.units_p50, 4) * (lead_time_days + 7) / demand.days, 'high',
    stock.available + stock.inbound < toDecimal64(demand.units_p90, 4) * (lead_time_days + 7) / demand.days, 'medium',
    'low'
  )::LowCardinality(String) as risk,
  if(demand.days = 0, null, demand.forecast_as_of) as forecast_as_of
from dim_sku as sku
left join stock on stock.sku = sku.sku
left join demand on demand.sku = sku.sku
left join dim_supplier as supplier on supplier.supplier_id = sku.supplier_id
where sku.status in ('active', 'phase_out')
