-- Advice to buy, and what became of it. A view, so that a decision can be read as soon as it is stored.
-- kind: view
-- grain: suggestion_id
-- expose: PurchaseSuggestion
select
  suggestion.suggestion_id as suggestion_id,
  suggestion.sku as sku,
  sku.title as title,
  suggestion.node_id as node_id,
  ifNull(suggestion.supplier_id, sku.supplier_id) as supplier_id,
  suggestion.qty as qty,
  toDate(suggestion.due) as due,
  suggestion.reason as reason,
  ifNull(suggestion.model_version, '') as model_version,
  suggestion.state as state,                                -- proposed, approved, edited or rejected
  ifNull(suggestion.by, '') as decided_by,
  suggestion.proposed_at as proposed_at,
  suggestion.decided_at as decided_at,
  suggestion.entity_version as version                      -- grows with every change
from ods_scm_purchase_suggestion_latest as suggestion
left join dim_sku as sku on sku.sku = suggestion.sku
