-- Advice to buy, and what became of it.
-- kind: external
-- order: suggestion_id
-- grain: suggestion_id
-- expose: PurchaseSuggestion
select
  '' as suggestion_id,
  '' as sku,
  '' as node_id,
  toDecimal64(0, 4) as qty,
  ''::LowCardinality(String) as state,
  '' as decided_by
where false
