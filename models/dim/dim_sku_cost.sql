-- Landed cost of one unit for a legal entity, from a day until the day before the next cost of the same SKU.
-- kind: table
-- grain: sku, entity, valid_from
-- checks: unique(grain)
select
  sku,
  entity,
  toDate(cost.valid_from) as valid_from,
  ifNull(
    toDate(leadInFrame(toNullable(cost.valid_from)) over (
      partition by sku, entity order by cost.valid_from rows between unbounded preceding and unbounded following
    )) - 1,
    toDate('2149-06-06')
  ) as valid_to,                                            -- last day of this cost; the latest has no end
  unit_cost_amount,                                         -- the sum of the four parts
  landed_purchase_amount as purchase_amount,
  landed_first_mile_amount as first_mile_amount,
  landed_duty_amount as duty_amount,
  landed_other_amount as other_amount,
  unit_cost_currency as currency
from ods_itm_sku_cost_latest as cost
