-- Advertising and sales of each channel, country and platform by day, up to a day: spend against its usual height, that
-- spend as it is still felt at several rates of decay, and the sales beside it.
-- kind: view
-- grain: channel, country, platform, business_day
with
  calendar as (
    select {as_of:Date} - number as business_day from numbers(728)
  ),
  spends as (
    select channel, country, platform, business_day, currency, sum(toFloat64(ad.spend_amount)) as spend
    from dwd_mkt_ad_perf_di as ad
    where business_day <= {as_of:Date} and business_day > {as_of:Date} - 728 and country != ''
    group by channel, country, platform, business_day, currency
  ),
  usual as (
    select
      channel, country, platform, currency,
      min(business_day) as first_day,
      sum(spend) / ({as_of:Date} - min(business_day) + 1) as usual_spend,
      sumIf(spend, business_day > {as_of:Date} - 28) / 28 as recent_spend
    from spends
    group by channel, country, platform, currency
    having sum(spend) > 0
  ),
  sales as (
    select channel, country, business_day, sum(toFloat64(dws.units)) as units
    from dws_trd_sku_channel_1d as dws
    where business_day <= {as_of:Date} and business_day > {as_of:Date} - 728
    group by channel, country, business_day
  ),
  recent as (
    select channel, country, sumIf(units, business_day > {as_of:Date} - 28) / 28 as units_28
    from sales
    group by channel, country
  ),
  filled as (
    select
      usual.channel as channel, usual.country as country, usual.platform as platform, usual.currency as currency,
      calendar.business_day as business_day,
      usual.usual_spend as usual_spend,
      usual.recent_spend as recent_spend,
      spends.spend as spend,
      spends.spend / usual.usual_spend as spend_ratio
    from usual
    cross join calendar
    left join spends on spends.channel = usual.channel and spends.country = usual.country
      and spends.platform = usual.platform and spends.currency = usual.currency and spends.business_day = calendar.business_day
    where calendar.business_day >= usual.first_day
  )
select
  filled.channel as channel,
  filled.country as country,
  filled.platform as platform,
  filled.currency as currency,
  filled.business_day as business_day,
  spend,
  usual_spend,                                              -- a day, over the days since the first spend
  recent_spend,                                             -- a day, over the last 28 days
  spend_ratio,
  -- What is still felt of 28 days' spend, steady spend counting 1, at a day's decay of 0.3, 0.5 and 0.7.
  0.7 * arraySum((ratio, lag) -> ratio * pow(0.3, lag), groupArray(spend_ratio) over felt as ratios, range(length(ratios))) as adstock_30,
  0.5 * arraySum((ratio, lag) -> ratio * pow(0.5, lag), ratios, range(length(ratios))) as adstock_50,
  0.3 * arraySum((ratio, lag) -> ratio * pow(0.7, lag), ratios, range(length(ratios))) as adstock_70,
  ifNull(sales.units, 0) as units,
  recent.units_28 as units_28
from filled
left join sales on sales.channel = filled.channel and sales.country = filled.country and sales.business_day = filled.business_day
left join recent on recent.channel = filled.channel and recent.country = filled.country
window felt as (
  partition by filled.channel, filled.country, filled.platform, filled.currency
  order by filled.business_day desc
  rows between current row and 27 following
)
