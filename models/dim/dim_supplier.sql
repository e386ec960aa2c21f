-- Suppliers and the terms agreed with them.
-- kind: table
-- grain: supplier_id
-- checks: unique(grain)
select
  supplier_id,
  name,
  country,
  currency,
  ifNull(payment_terms, '') as payment_terms,
  lead_time_days,
  moq,                                                      -- smallest quantity the supplier accepts
  status
from ods_scm_supplier_latest
