-- One row per purchase order line with what has arrived of it.
-- kind: incremental by ordered_day
-- time: ordered_at
-- per: po_id
-- order: ordered_at, po_id, line
-- grain: po_id, line
-- checks: unique(grain)
with received as (
  select
    po_id,
    line,
    sum(qty_received) as received_qty,
    sum(qty_accepted) as accepted_qty,
    sum(qty_rejected) as rejected_qty,
    min(toNullable(received_at)) as first_received_at,
    max(toNullable(received_at)) as last_received_at
  from ods_scm_goods_receipt_latest
  group by po_id, line
)
select
  po.po_id as po_id,
  po.line as line,
  toDate(po.ordered_at) as ordered_day,                     -- UTC
  po.supplier_id as supplier_id,
  po.entity as entity,
  ifNull(po.node_id, '') as node_id,
  po.sku as sku,
  po.status as status,                                      -- of the purchase order
  po.qty as qty,
  po.price_currency as currency,
  po.price_amount as price_amount,                          -- of one unit
  if(po.std_price_currency = po.price_currency, po.std_price_amount, null) as std_price_amount,  -- what it should cost
  po.ordered_at as ordered_at,
  po.ack_at as ack_at,
  toDate(po.commit_date) as commit_date,                    -- promised by the supplier
  toDate(po.requested_date) as requested_date,
  received.received_qty as received_qty,
  received.accepted_qty as accepted_qty,
  received.rejected_qty as rejected_qty,
  received.first_received_at as first_received_at,
  received.last_received_at as last_received_at
from ods_scm_purchase_order_lines as po
left join received on received.po_id = po.po_id and received.line = po.line
