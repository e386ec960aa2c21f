-- Every stock keeping unit as last described.
-- kind: table
-- grain: sku
-- checks: unique(grain), not_null(sku)
select
  sku,
  ifNull(product.parent_sku, '') as parent_sku,
  title,
  ifNull(product.brand, '') as brand,
  if(empty(product.category_path), '', product.category_path[1]) as category,  -- first step of the category path
  arrayStringConcat(product.category_path, ' > ') as category_path,
  ifNull(product.supplier_id, '') as supplier_id,
  status,
  launch_date,
  weight_kg
from ods_itm_product_latest as product
