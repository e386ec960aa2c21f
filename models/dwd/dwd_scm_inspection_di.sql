-- One row per quality inspection with its defects by severity.
-- kind: incremental by inspected_day
-- time: inspected_at
-- per: inspection_id
-- order: inspected_at, inspection_id
-- grain: inspection_id
-- checks: unique(grain)
select
  inspection_id,
  toDate(at) as inspected_day,                              -- UTC
  at as inspected_at,
  ifNull(receipt_id, '') as receipt_id,
  ifNull(supplier_id, '') as supplier_id,
  result,
  sample_size,
  arraySum(`defects.qty`) as defect_qty,
  arraySum((qty, severity) -> if(severity = 'critical', qty, 0), `defects.qty`, `defects.severity`) as critical_qty
from ods_scm_quality_inspection_latest
