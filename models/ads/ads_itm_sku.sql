-- Every SKU with its stock, its forecast and how long the one covers the other.
-- kind: table
-- reads: dim_sku all, dim_supplier all, ads_inv_stockout_risk all
-- order: sku
-- grain: sku
-- checks: unique(grain)
-- expose: Sku
select
  sku.sku as sku,
  sku.parent_sku as parent_sku,
  sku.title as title,
  sku.brand as brand,
  sku.category as category,
  sku.category_path as category_path,
  sku.supplier_id as supplier_id,
  supplier.name as supplier_name,
  sku.status as status,
  sku.launch_date as launch_date,
  sku.weight_kg as weight_kg,
  risk.available as available,
  risk.inbound as inbound,
  risk.forecast_28d as forecast_28d,                        -- units expected over the next 28 days
  risk.days_of_cover as days_of_cover,
  risk.days_of_cover_with_inbound as days_of_cover_with_inbound,
  if(risk.risk = '', 'unknown', risk.risk)::LowCardinality(String) as risk,
  if(risk.lead_time_days = 0, null, risk.lead_time_days) as lead_time_days
from dim_sku as sku
left join ads_inv_stockout_risk as risk on risk.sku = sku.sku
left join dim_supplier as supplier on supplier.supplier_id = sku.supplier_id
