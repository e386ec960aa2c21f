import type { FinanceRule } from './finances-v0-walk.ts';

/** Lists of charges and fees on orders and their items, alike in shipments, refunds, claims and chargebacks. */
const charge = { name: 'ChargeType', amount: 'ChargeAmount' } as const;
const fee = { name: 'FeeType', amount: 'FeeAmount' } as const;

const item: FinanceRule = {
  sku: 'SellerSKU',
  item: 'OrderItemId',
  qty: 'QuantityShipped',
  lists: {
    ItemChargeList: charge,
    ItemChargeAdjustmentList: charge,
    ItemFeeList: fee,
    ItemFeeAdjustmentList: fee,
    PromotionList: { name: 'PromotionType', amount: 'PromotionAmount', code: 'R200' },
    PromotionAdjustmentList: { name: 'PromotionType', amount: 'PromotionAmount', code: 'R200' },
  },
  nested: { ItemTaxWithheldList: { lists: { TaxesWithheld: { ...charge, fallback: 'R230' } } } },
  amounts: { CostOfPointsGranted: 'R200', CostOfPointsReturned: 'R200' },
};

const shipment: FinanceRule = {
  posted: 'PostedDate',
  order: 'AmazonOrderId',
  marketplace: 'MarketplaceName',
  lists: {
    OrderChargeList: charge,
    OrderChargeAdjustmentList: charge,
    ShipmentFeeList: fee,
    ShipmentFeeAdjustmentList: fee,
    OrderFeeList: fee,
    OrderFeeAdjustmentList: fee,
    DirectPaymentList: { name: 'DirectPaymentType', amount: 'DirectPaymentAmount', code: 'balance' },
  },
  nested: { ShipmentItemList: item, ShipmentItemAdjustmentList: item },
};

const disbursement: FinanceRule = { posted: 'PostedDate', amounts: { TransactionAmount: 'balance' } };

const affordability: FinanceRule = {
  posted: 'PostedDate',
  order: 'AmazonOrderId',
  marketplace: 'MarketplaceId',
  amounts: { BaseExpense: 'R200', TaxTypeCGST: 'R230', TaxTypeSGST: 'R230', TaxTypeIGST: 'R230' },
};

/** Every list of FinancialEvents in the finances API v0, and which of its amounts are lines. Totals of others are not. */
export const eventLists: Readonly<Record<string, FinanceRule>> = {
  ShipmentEventList: shipment,
  ShipmentSettleEventList: shipment,
  RefundEventList: { ...shipment, takenBack: 'R210' },
  GuaranteeClaimEventList: { ...shipment, takenBack: 'R220' },
  ChargebackEventList: { ...shipment, takenBack: 'R220' },
  EBTRefundReimbursementOnlyEventList: {
    posted: 'PostedDate',
    order: 'OrderId',
    amounts: { Amount: 'C140' },
  },
  PayWithAmazonEventList: {
    posted: 'TransactionPostedDate',
    order: 'SellerOrderId',
    components: { Charge: charge },
    lists: { FeeList: { ...fee, fallback: 'C260' } },
  },
  ServiceProviderCreditEventList: {
    posted: 'TransactionCreationDate',
    order: 'SellerOrderId',
    marketplace: 'MarketplaceId',
    amounts: { TransactionAmount: 'unmapped' },
  },
  RetrochargeEventList: {
    posted: 'PostedDate',
    order: 'AmazonOrderId',
    marketplace: 'MarketplaceName',
    amounts: { BaseTax: 'R230', ShippingTax: 'R230' },
    nested: { RetrochargeTaxWithheldList: { lists: { TaxesWithheld: { ...charge, fallback: 'R230' } } } },
  },
  RentalTransactionEventList: {
    posted: 'PostedDate',
    order: 'AmazonOrderId',
    marketplace: 'MarketplaceName',
    lists: { RentalChargeList: charge, RentalFeeList: fee },
    nested: { RentalTaxWithheldList: { lists: { TaxesWithheld: { ...charge, fallback: 'R230' } } } },
    amounts: { RentalReimbursement: 'C140' },
  },
  // transactionValue = baseValue + taxValue. Spend itself comes from the ads API; this is the cash proof.
  ProductAdsPaymentEventList: { posted: 'postedDate', amounts: { baseValue: 'C300', taxValue: 'C300' } },
  ServiceFeeEventList: {
    order: 'AmazonOrderId',
    sku: 'SellerSKU',
    label: 'FeeReason',
    lists: { FeeList: fee },
  },
  // totalAmount = feeAmount + taxAmount
  SellerDealPaymentEventList: {
    posted: 'postedDate',
    label: 'feeType',
    amounts: { feeAmount: 'C310', taxAmount: 'C310' },
  },
  DebtRecoveryEventList: {
    label: 'DebtRecoveryType',
    amounts: { RecoveryAmount: 'balance', OverPaymentCredit: 'balance' },
  },
  LoanServicingEventList: { label: 'SourceBusinessEventType', amounts: { LoanAmount: 'by label' } },
  // The items of an adjustment repeat its amount; where there are items, they tell the SKU.
  AdjustmentEventList: {
    posted: 'PostedDate',
    label: 'AdjustmentType',
    marketplace: 'StoreName',
    amounts: { AdjustmentAmount: 'by label' },
    itemised: { total: 'AdjustmentAmount', list: 'AdjustmentItemList', amount: 'TotalAmount' },
  },
  SAFETReimbursementEventList: {
    posted: 'PostedDate',
    label: 'ReasonCode',
    amounts: { ReimbursedAmount: 'C140' },
  },
  // TotalAmount = fee + charge
  SellerReviewEnrollmentPaymentEventList: {
    posted: 'PostedDate',
    components: {
      FeeComponent: { ...fee, fallback: 'C210' },
      ChargeComponent: { ...charge, fallback: 'C210' },
    },
  },
  CouponPaymentEventList: {
    posted: 'PostedDate',
    components: {
      FeeComponent: { ...fee, fallback: 'C310' },
      ChargeComponent: { ...charge, fallback: 'C310' },
    },
  },
  FBALiquidationEventList: {
    posted: 'PostedDate',
    amounts: { LiquidationProceedsAmount: 'C130', LiquidationFeeAmount: 'C130' },
  },
  ImagingServicesFeeEventList: { posted: 'PostedDate', lists: { FeeList: { ...fee, fallback: 'C210' } } },
  NetworkComminglingTransactionEventList: {
    posted: 'PostedDate',
    label: 'TransactionType',
    marketplace: 'MarketplaceId',
    amounts: { TaxExclusiveAmount: 'unmapped', TaxAmount: 'R230' },
  },
  // TotalExpense = base + taxes
  AffordabilityExpenseEventList: affordability,
  AffordabilityExpenseReversalEventList: affordability,
  RemovalShipmentEventList: {
    posted: 'PostedDate',
    label: 'TransactionType',
    marketplace: 'StoreName',
    nested: {
      RemovalShipmentItemList: {
        sku: 'FulfillmentNetworkSKU',
        item: 'RemovalShipmentItemId',
        qty: 'Quantity',
        amounts: { Revenue: 'C130', FeeAmount: 'C130', TaxAmount: 'R230', TaxWithheld: 'R230' },
      },
    },
  },
  RemovalShipmentAdjustmentEventList: {
    posted: 'PostedDate',
    label: 'TransactionType',
    nested: {
      RemovalShipmentItemAdjustmentList: {
        sku: 'FulfillmentNetworkSKU',
        item: 'RemovalShipmentItemId',
        qty: 'AdjustedQuantity',
        amounts: { RevenueAdjustment: 'C130', TaxAmountAdjustment: 'R230', TaxWithheldAdjustment: 'R230' },
      },
    },
  },
  TrialShipmentEventList: {
    posted: 'PostedDate',
    order: 'AmazonOrderId',
    sku: 'SKU',
    lists: { FeeList: { ...fee, fallback: 'C220' } },
  },
  TDSReimbursementEventList: { posted: 'PostedDate', amounts: { ReimbursedAmount: 'C280' } },
  AdhocDisbursementEventList: disbursement,
  TaxWithholdingEventList: { posted: 'PostedDate', amounts: { WithheldAmount: 'C280' } },
  ChargeRefundEventList: {
    posted: 'PostedDate',
    label: 'ReasonCode',
    lists: { ChargeRefundTransactions: { ...charge, fallback: 'C210' } },
  },
  FailedAdhocDisbursementEventList: { posted: 'PostedDate', amounts: { TransferAmount: 'balance' } },
  ValueAddedServiceChargeEventList: {
    posted: 'PostedDate',
    label: 'Description',
    amounts: { TransactionAmount: 'C210' },
  },
  CapacityReservationBillingEventList: {
    posted: 'PostedDate',
    label: 'Description',
    amounts: { TransactionAmount: 'C230' },
  },
};
