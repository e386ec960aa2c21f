/** What a payment's notification is about. */
export const paymentKind = {
  AUTHORISATION: 'auth',
  CAPTURE: 'capture',
  CAPTURE_FAILED: 'capture',
  REFUND: 'refund',
  REFUND_FAILED: 'refund',
  REFUNDED_REVERSED: 'refund',
  REFUND_WITH_DATA: 'refund',
  CANCELLATION: 'void',
  CANCEL_OR_REFUND: 'void',
  TECHNICAL_CANCEL: 'void',
  VOID_PENDING_REFUND: 'void',
} as const;

/** Codes that say a payment failed after all, although the notification itself succeeded. */
export const failures: ReadonlySet<string> = new Set([
  'CAPTURE_FAILED',
  'REFUND_FAILED',
  'REFUNDED_REVERSED',
]);

/** How a dispute stands after a notification about it. */
export const disputeOutcome = {
  REQUEST_FOR_INFORMATION: 'open',
  INFORMATION_SUPPLIED: 'open',
  NOTIFICATION_OF_CHARGEBACK: 'open',
  CHARGEBACK: 'open',
  ISSUER_COMMENTS: 'open',
  DISPUTE_DEFENSE_PERIOD_ENDED: 'open',
  CHARGEBACK_REVERSED: 'won',
  PREARBITRATION_WON: 'won',
  PREARBITRATION_LOST: 'lost',
  SECOND_CHARGEBACK: 'lost',
} as const;

/** Codes that move no money and change no payment. */
export const informational: ReadonlySet<string> = new Set([
  'AUTHENTICATION',
  'AUTHORISATION_ADJUSTMENT',
  'AUTORESCUE',
  'AUTORESCUE_NEXT_ATTEMPT',
  'CANCEL_AUTORESCUE',
  'EXPIRE',
  'MANUAL_REVIEW_ACCEPT',
  'MANUAL_REVIEW_REJECT',
  'NOTIFICATION_OF_FRAUD',
  'OFFER_CLOSED',
  'ORDER_CLOSED',
  'ORDER_OPENED',
  'PENDING',
  'POSTPONED_REFUND',
  'RECURRING_CONTRACT',
  'REPORT_AVAILABLE',
]);

/** Types of rows of the settlement details report, and the line of the profit and loss account they are; `balance` is neither. */
export const journalType: Readonly<Record<string, string>> = {
  Settled: 'R100',
  SettledInInstallments: 'R100',
  SettledReversed: 'R100',
  Refunded: 'R210',
  RefundedReversed: 'R210',
  Chargeback: 'R220',
  ChargebackReversed: 'R220',
  SecondChargeback: 'R220',
  Fee: 'C260',
  MiscCosts: 'C260',
  InvoiceDeduction: 'C260',
  MerchantPayout: 'balance',
  Balancetransfer: 'balance',
  BalanceTransfer: 'balance',
  DepositCorrection: 'balance',
  ReserveAdjustment: 'balance',
};

/** Zones as reports abbreviate them, where that is no IANA name. */
export const reportZone: Readonly<Record<string, string>> = {
  CEST: 'CET',
  BST: 'Europe/London',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  EDT: 'America/New_York',
  AEST: 'Australia/Sydney',
  AEDT: 'Australia/Sydney',
  SGT: 'Asia/Singapore',
};
