-- Scorecard of every supplier over the year before the day: quality 35 %, delivery 30 %, cost 20 %, service 15 %.
-- kind: table
-- reads: dwd_scm_po_line_acc all, dwd_scm_inspection_di all, dim_supplier all
-- order: supplier_id
-- grain: supplier_id
-- checks: unique(grain)
-- expose: Supplier
with
  bought as (
    select
      supplier_id,
      count() as po_lines,
      sum(received_qty) as received,
      sum(rejected_qty) as rejected,
      countIf(commit_date < {as_of:Date}) as due,
      -- In full, from two days before the committed day until its end.
      countIf(
        commit_date < {as_of:Date} and accepted_qty >= qty
        and toDate(last_received_at) between commit_date - 2 and commit_date
      ) as on_time,
      sumIf(price_amount * received_qty, std_price_amount > 0 and received_qty > 0) as paid,
      sumIf(std_price_amount * received_qty, std_price_amount > 0 and received_qty > 0) as standard,
      uniqExact(po_id) as orders,
      uniqExactIf(po_id, ack_at <= ordered_at + interval 48 hour) as acknowledged
    from dwd_scm_po_line_acc
    where ordered_day >= {as_of:Date} - 365 and ordered_day < {as_of:Date} and status not in ('draft', 'cancelled')
    group by supplier_id
  ),
  inspected as (
    select supplier_id, countIf(result = 'fail' and critical_qty > 0) as escapes
    from dwd_scm_inspection_di
    where inspected_day >= {as_of:Date} - 365 and inspected_day < {as_of:Date}
    group by supplier_id
  ),
  -- Each figure becomes 0 to 100 on a straight line from its floor to its target; none where there is nothing to judge:
  -- greatest and least would take the bound for what is not known.
  judged as (
    select
      supplier.supplier_id as supplier_id,
      supplier.name as name,
      supplier.country as country,
      supplier.status as status,
      bought.po_lines as po_lines,
      inspected.escapes as quality_escapes,
      if(bought.received > 0, toFloat64(bought.rejected) / toFloat64(bought.received) * 1000000, null) as ppm,
      if(bought.due > 0, bought.on_time / bought.due, null) as on_time_rate,
      if(bought.standard > 0, toFloat64(bought.paid) / toFloat64(bought.standard) - 1, null) as price_variance,
      if(bought.orders > 0, bought.acknowledged / bought.orders, null) as acknowledged_rate,
      if(ppm is null, null, 100 * greatest(0, least(1, (10000 - ppm) / (10000 - 500)))) as quality_score,
      if(on_time_rate is null, null, 100 * greatest(0, least(1, (on_time_rate - 0.70) / (0.98 - 0.70)))) as delivery_score,
      if(price_variance is null, null, 100 * greatest(0, least(1, (0.10 - price_variance) / 0.10))) as cost_score,
      if(acknowledged_rate is null, null, 100 * greatest(0, least(1, (acknowledged_rate - 0.50) / (0.95 - 0.50)))) as service_score,
      -- Criteria without data leave their weight to the others.
      if(quality_score is null, 0, 35) + if(delivery_score is null, 0, 30)
        + if(cost_score is null, 0, 20) + if(service_score is null, 0, 15) as weight,
      ifNull(quality_score, 0) * 35 + ifNull(delivery_score, 0) * 30
        + ifNull(cost_score, 0) * 20 + ifNull(service_score, 0) * 15 as weighted
    from dim_supplier as supplier
    left join bought on bought.supplier_id = supplier.supplier_id
    left join inspected on inspected.supplier_id = supplier.supplier_id
  )
select
  supplier_id,
  name,
  country,
  status,
  if(weight = 0, null, round(weighted / weight, 2)) as score,
  multiIf(
    score is null, '',
    score >= 90 and quality_escapes = 0, 'A',
    score >= 70 and quality_escapes = 0, 'B',
    score >= 50, 'C',
    'D'
  ) as grade,                                               -- a critical defect that reached us allows no better than C
  round(judged.quality_score, 2) as quality_score,
  round(judged.delivery_score, 2) as delivery_score,
  round(judged.cost_score, 2) as cost_score,
  round(judged.service_score, 2) as service_score,
  round(judged.ppm, 2) as ppm,                              -- rejected of a million received
  round(judged.on_time_rate, 6) as on_time_rate,
  round(judged.price_variance, 6) as price_variance,        -- paid against standard price
  round(judged.acknowledged_rate, 6) as acknowledged_rate,  -- orders acknowledged within 48 hours
  quality_escapes,
  po_lines,
  po_lines < 10 as is_tentative                             -- too few lines to rely on
from judged
