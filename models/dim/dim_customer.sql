-- Buyers as one channel knows them.
-- kind: incremental by first_month
-- per: customer_key
-- grain: customer_key
-- checks: unique(grain)
select
  customer_key,
  channel,
  shop_id,
  ifNull(country, '') as country,
  first_seen,
  toDate(toStartOfMonth(first_seen)) as first_month
from ods_mbr_customer_latest
