-- Stock of a SKU at a node, as last counted on each day. Levels: never summed over days.
-- kind: incremental by stock_day
-- time: stock_day
-- per: snapshot_key
-- reads: dim_node by node_id
-- order: stock_day, node_id, sku
-- grain: node_id, sku, lot, bin, stock_day
-- warn: unique(grain)
select
  snapshot.snapshot_key as snapshot_key,
  toDate(snapshot.as_of) as stock_day,                      -- UTC
  snapshot.as_of as as_of,
  snapshot.node_id as node_id,
  snapshot.node_type as node_type,
  node.country as country,
  node.region as region,
  node.entity as entity,
  snapshot.sku as sku,
  ifNull(snapshot.lot, '') as lot,
  ifNull(snapshot.bin, '') as bin,
  snapshot.on_hand as on_hand,
  snapshot.available as available,                          -- free to sell
  snapshot.reserved as reserved,
  snapshot.inbound as inbound,                              -- on its way to the node
  snapshot.damaged as damaged
from ods_inv_snapshot_latest as snapshot
left join dim_node as node on node.node_id = snapshot.node_id
