-- What is known at the end of a day about the demand of each SKU on each channel, once for each of the next 28 days.
-- The sales scale of a series is its level; everything that is a number of units is given as a ratio to it, so that one
-- model serves slow and fast movers, and a new SKU begins with the level of its kind.
-- kind: view
-- grain: sku, channel, horizon
with
  sales as (
    select
      sku, channel, country, currency, business_day,
      toInt32({as_of:Date} - business_day) as age,          -- 0 on the last known day
      toFloat64(dws.units) as units,
      toFloat64(dws.orders) as orders,
      toFloat64(dws.gross_amount) as gross_amount,
      toFloat64(dws.discount_amount) as discount_amount
    from dws_trd_sku_channel_1d as dws
    where business_day <= {as_of:Date} and business_day > {as_of:Date} - 460
  ),
  -- Days on which a SKU was counted and nowhere to be had: they say nothing about demand.
  sold_out as (
    select sku, count() as counted_out
    from (
      select sku, stock_day
      from dwd_inv_stock_df
      where stock_day <= {as_of:Date} and stock_day > {as_of:Date} - 91
      group by sku, stock_day
      having sum(available) <= 0
    )
    group by sku
  ),
  -- Prices are compared within a currency, then weighed by units.
  prices as (
    select
      sku, channel,
      sum(weight * price_7 / price_91) / sum(weight) as price_ratio,
      sum(weight * discount_7) / sum(weight) as discount_7,
      sum(weight * discount_91) / sum(weight) as discount_91,
      sumIf(weight * discount_week, isFinite(discount_week)) / sumIf(weight, isFinite(discount_week)) as discount_week
    from (
      select
        sku, channel, country, currency,
        sum(units) as weight,
        if(sumIf(units, age < 7) > 0, sumIf(gross_amount, age < 7) / sumIf(units, age < 7), sum(gross_amount) / sum(units)) as price_7,
        sum(gross_amount) / sum(units) as price_91,
        if(sumIf(gross_amount, age < 7) > 0, sumIf(discount_amount, age < 7) / sumIf(gross_amount, age < 7), 0) as discount_7,
        sum(discount_amount) / sum(gross_amount) as discount_91,
        sumIf(discount_amount, business_day >= toMonday({as_of:Date})) / sumIf(gross_amount, business_day >= toMonday({as_of:Date})) as discount_week
      from sales
      where age < 91
      group by sku, channel, country, currency
      having sum(units) > 0 and sum(gross_amount) > 0
    )
    group by sku, channel
  ),
  daily as (
    select sku, channel, business_day, age, sum(units) as units, sum(sales.orders) as orders
    from sales
    where age < 91
    group by sku, channel, business_day, age
  ),
  history as (
    select
      sku, channel,
      least(91, 1 + max(age)) as days,
      sum(units) / 91 as mean_91,
      sumIf(units, age < 7) / 7 as mean_7,
      sumIf(units, age < 14) / 14 as mean_14,
      sumIf(units, age < 28) / 28 as mean_28,
      sumIf(units, age < 56) / 56 as mean_56,
      sum(units) as units_91,
      countIf(units > 0 and age < 28) / 28 as selling_days_28,
      countIf(units > 0 and age < 7) / 7 as selling_days_7,
      min(age) as days_since_sale,
      sqrt(greatest(0, sumIf(units * units, age < 28) / 28 - pow(sumIf(units, age < 28) / 28, 2))) as deviation_28,
      sum(units) / greatest(1, sum(daily.orders)) as units_per_order_91,
      sumIf(units, age < 7) / greatest(1, sumIf(daily.orders, age < 7)) as units_per_order_7,
      maxIf(units, age < 28) as greatest_28,
      -- By weekday, Monday first.
      sumForEach(arrayMap(day -> if(toDayOfWeek(business_day) = day and age < 56, units, 0), range(1, 8))) as weekday_56,
      sumForEach(arrayMap(lag -> if(age = lag, units, 0), range(0, 7))) as lags  -- the last seven days, newest first
    from daily
    group by sku, channel
    having sum(units) > 0
  ),
  kinds as (
    select sku.category as category, history.channel as channel, sum(units_91) / sum(days) as kind_level
    from history
    inner join dim_sku as sku on sku.sku = history.sku
    group by category, channel
  ),
  channels as (
    select
      channel,
      sumIf(units, age < 7) / 7 as channel_7,
      sumIf(units, age < 28) / 28 as channel_28,
      sumIf(units, age < 91) / 91 as channel_91,
      sumForEach(arrayMap(day -> if(toDayOfWeek(business_day) = day and age < 91, units, 0), range(1, 8))) as channel_weekday,
      sumIf(units, age >= 364 and age < 392) / 28 as channel_year_ago,
      -- A year less a day ago up to 28 days on: what the same weekdays of last year's season brought.
      sumForEach(arrayMap(ahead -> if(age = 364 - ahead, units, 0), range(1, 29))) as channel_season
    from sales
    group by channel
  ),
  everything as (
    select
      sumIf(units, age >= 364 and age < 392) / 28 as year_ago,
      sumForEach(arrayMap(ahead -> if(age = 364 - ahead, units, 0), range(1, 29))) as season,
      countIf(age >= 364) > 0 as has_year
    from sales
  ),
  categories as (
    select
      sku.category as category,
      sumIf(units, age < 28) / 28 as category_28,
      sumIf(units, age < 91) / 91 as category_91,
      sumIf(units, age >= 364 and age < 392) / 28 as category_year_ago,
      sumForEach(arrayMap(ahead -> if(abs(364 - ahead - age) <= 7, units / 15, 0), range(1, 29))) as category_season
    from sales
    inner join dim_sku as sku on sku.sku = sales.sku
    group by category
  ),
  brands as (
    select sku.brand as brand, sumIf(units, age < 28) / 28 as brand_28, sumIf(units, age < 91) / 91 as brand_91
    from sales
    inner join dim_sku as sku on sku.sku = sales.sku
    group by brand
  ),
  -- Spend against its own usual height, so that currencies need no rate.
  advertising as (
    select channel, avg(ratio_3) as ad_ratio_3, avg(ratio_7) as ad_ratio_7, avg(ratio_28) as ad_ratio_28
    from (
      select
        channel, shop_id, platform,
        sumIf(toFloat64(ad.spend_amount), business_day > {as_of:Date} - 3) / 3 as spend_3,
        sumIf(toFloat64(ad.spend_amount), business_day > {as_of:Date} - 7) / 7 as spend_7,
        sumIf(toFloat64(ad.spend_amount), business_day > {as_of:Date} - 28) / 28 as spend_28,
        sum(toFloat64(ad.spend_amount)) / 182 as usual,
        spend_3 / usual as ratio_3,
        spend_7 / usual as ratio_7,
        spend_28 / usual as ratio_28
      from dwd_mkt_ad_perf_di as ad
      where business_day <= {as_of:Date} and business_day > {as_of:Date} - 182
      group by channel, shop_id, platform
      having sum(toFloat64(ad.spend_amount)) > 0
    )
    group by channel
  ),
  ahead as (
    select
      arrayJoin(range(1, 29)) as horizon,
      {as_of:Date} + horizon as target_day,
      toDayOfWeek(target_day) as weekday,
      -- The Friday after the fourth Thursday of November.
      toDate(makeDate(toYear(target_day), 11, 23) + (4 - toDayOfWeek(makeDate(toYear(target_day), 11, 1)) + 7) % 7) as black_friday
  )
select
  history.sku as sku,
  history.channel as channel,
  ahead.horizon as horizon,
  ahead.target_day as target_day,
  -- Expected units a day: recent weeks count more, a short history leans on its kind.
  (0.4 * mean_91 * 91 + 0.6 * mean_28 * 91 + 7 * ifNull(kinds.kind_level, 0.05))
    / (0.4 * days + 0.6 * 91 * least(1, days / 28) + 7) as level,
  lags[((7 - (horizon % 7)) % 7) + 1] as baseline,          -- seasonal naive: the same weekday's last known sales
  log(level) as log_level,
  least(20, mean_7 / level) as ratio_7,
  least(20, mean_14 / level) as ratio_14,
  least(20, mean_28 / level) as ratio_28,
  least(20, mean_56 / level) as ratio_56,
  least(20, mean_91 / level) as ratio_91,
  least(20, weekday_56[weekday] / 8 / level) as weekday_ratio,
  least(50, baseline / level) as baseline_ratio,
  least(50, lags[1] / level) as lag_0_ratio,
  least(50, lags[2] / level) as lag_1_ratio,
  (mean_7 + 0.1 * level) / (mean_28 + 0.1 * level) as trend_7_28,
  (mean_28 + 0.1 * level) / (mean_91 + 0.1 * level) as trend_28_91,
  selling_days_28,
  selling_days_7,
  days_since_sale,
  least(50, deviation_28 / level) as deviation_ratio,
  least(100, greatest_28 / level) as greatest_ratio,
  log(units_per_order_91) as log_units_per_order_91,
  log(greatest(1, units_per_order_7)) as log_units_per_order_7,
  days as history_days,
  if(isNull(sku.launch_date), 1000, least(1000, toFloat64(target_day - toDate(sku.launch_date)))) as launch_age,  -- not known counts as long ago
  ifNull(sold_out.counted_out, 0) as sold_out_counts,
  if(prices.price_ratio > 0, prices.price_ratio, nan) as price_ratio,
  prices.discount_7 as discount_7,
  prices.discount_91 as discount_91,
  if(prices.discount_week >= 0, prices.discount_week, nan) as discount_week,
  toMonday(target_day) = toMonday({as_of:Date}) as is_same_week,
  if(channels.channel_28 > 0, channels.channel_7 / channels.channel_28, nan) as channel_trend,
  if(channels.channel_91 > 0, channels.channel_weekday[weekday] / 13 / channels.channel_91, nan) as channel_weekday_ratio,
  if(channels.channel_year_ago > 0, least(10, channels.channel_season[horizon] / channels.channel_year_ago), nan) as channel_season_ratio,
  if(everything.has_year, least(10, everything.season[horizon] / everything.year_ago), nan) as season_ratio,
  if(categories.category_year_ago > 0, least(10, categories.category_season[horizon] / categories.category_year_ago), nan) as category_season_ratio,
  if(categories.category_91 > 0, categories.category_28 / categories.category_91, nan) as category_trend,
  if(brands.brand_91 > 0, brands.brand_28 / brands.brand_91, nan) as brand_trend,
  if(advertising.ad_ratio_28 > 0, advertising.ad_ratio_3, nan) as ad_ratio_3,
  if(advertising.ad_ratio_28 > 0, advertising.ad_ratio_7, nan) as ad_ratio_7,
  if(advertising.ad_ratio_28 > 0, advertising.ad_ratio_28, nan) as ad_ratio_28,
  ahead.weekday as weekday,
  toMonth(target_day) as month,
  toDayOfYear(target_day) as day_of_year,
  greatest(-15, least(15, toInt32(target_day - black_friday))) as black_friday_distance,
  greatest(-20, least(10, toInt32(target_day - makeDate(toYear(target_day), 12, 25)))) as christmas_distance
from history
cross join ahead
cross join everything
left join dim_sku as sku on sku.sku = history.sku
left join sold_out on sold_out.sku = history.sku
left join prices on prices.sku = history.sku and prices.channel = history.channel
left join kinds on kinds.category = sku.category and kinds.channel = history.channel
left join channels on channels.channel = history.channel
left join categories on categories.category = sku.category
left join brands on brands.brand = sku.brand
left join advertising on advertising.channel = history.channel
