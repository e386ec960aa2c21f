/** What became of a charge, a refund, a payout. */
export const paymentStatus = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'cancelled',
} as const;

export const payoutStatus = {
  pending: 'pending',
  in_transit: 'in_transit',
  paid: 'paid',
  failed: 'failed',
  canceled: 'cancelled',
} as const;

export const disputeOutcome = {
  warning_needs_response: 'open',
  warning_under_review: 'open',
  warning_closed: 'withdrawn',
  needs_response: 'open',
  under_review: 'open',
  won: 'won',
  lost: 'lost',
  prevented: 'withdrawn',
} as const;

/** Types of balance transactions, and the line of the profit and loss account they are; `balance` is neither. */
export const balanceType: Readonly<Record<string, string>> = {
  charge: 'R100',
  payment: 'R100',
  refund: 'R210',
  payment_refund: 'R210',
  refund_failure: 'R210',
  payment_failure_refund: 'R210',
  payment_reversal: 'R210',
  adjustment: 'R220',
  stripe_fee: 'C260',
  stripe_fx_fee: 'C260',
  network_cost: 'C260',
  tax_fee: 'C260',
  application_fee: 'C200',
  application_fee_refund: 'C200',
  climate_order_purchase: 'O410',
  climate_order_refund: 'O410',
  contribution: 'O410',
  anticipation_repayment: 'balance',
  advance_funding: 'balance',
  connect_collection_transfer: 'balance',
  payout: 'balance',
  payout_cancel: 'balance',
  payout_failure: 'balance',
  payout_minimum_balance_hold: 'balance',
  payout_minimum_balance_release: 'balance',
  reserve_transaction: 'balance',
  reserved_funds: 'balance',
  topup: 'balance',
  topup_reversal: 'balance',
  transfer: 'balance',
  transfer_cancel: 'balance',
  transfer_failure: 'balance',
  transfer_refund: 'balance',
};

/** Types of the fees that a balance transaction is cut by. */
export const feeType: Readonly<Record<string, string>> = {
  stripe_fee: 'C260',
  payment_method_passthrough_fee: 'C260',
  tax: 'C260',
  application_fee: 'C200',
  withheld_tax: 'C280',
};
