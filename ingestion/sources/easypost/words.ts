/** EasyPost's tracker statuses, and the details that say more. */
export const trackerStatus = {
  unknown: 'created',
  pre_transit: 'created',
  in_transit: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  available_for_pickup: 'ready_for_pickup',
  delivered: 'delivered',
  return_to_sender: 'returned',
  failure: 'exception',
  error: 'exception',
  cancelled: 'cancelled',
} as const;

export const claimStatus = {
  submitted: 'submitted',
  in_review: 'in_review',
  needs_information: 'in_review',
  approved: 'approved',
  rejected: 'rejected',
  denied: 'rejected',
  paid: 'paid',
  cancelled: 'withdrawn',
} as const;
