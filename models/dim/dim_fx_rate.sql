-- Units of quote for one unit of base, for every day and every ordered pair of the currencies in use.
-- A day without quotation keeps the last one; cross rates go through the euro and are rounded once, here.
-- kind: table
-- order: kind, quote, rate_date, base
-- grain: rate_date, base, quote, kind
-- checks: unique(grain)
with
  currencies as (
    select currency from dim_marketplace
    union distinct
    select functional_currency from dim_entity
    union distinct
    select arrayJoin(['EUR', {reporting_currency:String}])
  ),
  -- Euro legs: published as units for one euro, or the other way round and inverted.
  published as (
    select
      toDate(date) as quoted_on,
      kind,
      if(base = 'EUR', quote, base) as currency,
      -- Several providers may quote one day: the euro's own quotation first, then by name.
      argMin(
        if(base = 'EUR', rate, toDecimal128(round(toDecimal256(1, 36) / rate, 18), 18)),
        (base != 'EUR', provider, rate)
      ) as leg
    from ods_fin_fx_rate_latest
    where (base = 'EUR') != (quote = 'EUR')
      and rate > 0
      and if(base = 'EUR', quote, base) in (select currency from currencies)
    group by quoted_on, kind, currency
  ),
  -- Business days run ahead of UTC in the east, so the last rate also covers tomorrow.
  days as (
    select toDate(arrayJoin(range(toUInt32(min(quoted_on)), toUInt32({as_of:Date}) + 2))) as rate_date
    from published
    where quoted_on <= {as_of:Date}
  ),
  -- One quotation of each month, standing for all its days; a published one before one derived from the spot rates.
  monthly as (
    select month, kind, currency, argMin(leg, (rank, leg)) as leg
    from (
      select toStartOfMonth(quoted_on) as month, kind, currency, argMax(leg, (quoted_on, leg)) as leg, 0 as rank
      from published
      where kind in ('avg_month', 'close')
      group by month, kind, currency
      union all
      select toStartOfMonth(quoted_on), 'close', currency, argMax(leg, (quoted_on, leg)), 1
      from published
      where kind = 'spot'
      group by 1, currency
      union all
      select
        toStartOfMonth(quoted_on), 'avg_month', currency,
        toDecimal128(round(toDecimal256(sum(leg), 36) / count(), 18), 18), 1
      from published
      where kind = 'spot'
      group by 1, currency
    )
    group by month, kind, currency
  ),
  legs as (
    select day.rate_date as rate_date, quoted.kind as kind, quoted.currency as currency, quoted.leg as leg
    from (select rate_date, currency, kind
          from days
          cross join (select distinct currency, kind from published where kind in ('spot', 'budget')) as series) as day
    asof join published as quoted
      on quoted.currency = day.currency and quoted.kind = day.kind and quoted.quoted_on <= day.rate_date
    union all
    -- A month without any quotation keeps the one before.
    select day.rate_date, quoted.kind, quoted.currency, quoted.leg
    from (select rate_date, currency, kind
          from days
          cross join (select distinct currency, kind from monthly) as series) as day
    asof join monthly as quoted
      on quoted.currency = day.currency and quoted.kind = day.kind and quoted.month <= day.rate_date
    union all
    select rate_date, kind, 'EUR', toDecimal128(1, 18)
    from days
    cross join (select distinct kind from (select kind from published union all select kind from monthly)) as kinds
  )
select
  base.rate_date as rate_date,
  base.currency as base,
  quote.currency as quote,
  base.kind as kind,                                        -- spot, avg_month, close or budget
  toDecimal128(round(toDecimal256(quote.leg, 36) / base.leg, 18), 18) as rate
from legs as base
inner join legs as quote on quote.rate_date = base.rate_date and quote.kind = base.kind
where quote.currency != base.currency
