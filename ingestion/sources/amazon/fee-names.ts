/**
 * Amazon's names of charges and fees, and the line of the profit and loss account they are. Compared without case,
 * spaces and signs, so «FBA per unit fulfillment fee» and `FBAPerUnitFulfillmentFee` are one name.
 *
 * Names are separated by white space.
 *
 * `balance` marks movements of money that are neither income nor cost: reserves, disbursements, debt.
 * A name that is not here becomes `unmapped`: it is stored, counted and shown, never dropped.
 */
const names: Readonly<Record<string, string>> = {
  R100: 'Principal Principle OurPricePrincipal ProductCharges Sales LiquidationsRevenue Revenue',
  R110: `
    ShippingCharge Shipping ShippingPrincipal Giftwrap GiftWrapCharge GiftwrapPrincipal CODOrderCharge
    CODShippingCharge SURTOR
  `,
  R200: `
    Discount Promotion PromotionMetaDataDefinitionValue PromoRebates OurPriceDiscount
    ShippingDiscount CostOfPointsGranted CostOfPointsReturned AffordabilityExpense
  `,
  R210: 'Goodwill GenericDeduction ReturnPrincipal RefundPrincipal FreeReplacementReturnShipping',
  R220: 'Chargeback GuaranteeClaim AtoZGuaranteeClaim ChargebackFee',
  R230: `
    Tax ProductTax OurPriceTax ShippingTax GiftwrapTax GiftWrapTax CODTax TaxDiscount DiscountTax
    LowValueGoods LowValueGoodsTax-Principal LowValueGoodsTax-Shipping LowValueGoodsTax-Other
    MarketplaceFacilitatorTax MarketplaceFacilitatorTax-Principal MarketplaceFacilitatorTax-Shipping
    MarketplaceFacilitatorTax-Giftwrap MarketplaceFacilitatorTax-Other
    MarketplaceFacilitatorTax-RestockingFee MarketplaceFacilitatorVAT-Principal
    MarketplaceFacilitatorVAT-Shipping MarketplaceFacilitatorVAT-Giftwrap Retrocharge
    RetrochargeReversal BaseTax NetworkCommingling ComminglingVAT
  `,
  C120: 'ExportCharge ImportDuty CustomsDuty',
  C130: `
    RemovalShipment FBARemovalFee FBADisposalFee DisposalComplete RemovalComplete
    LiquidationsBrokerageFee LiquidationFee FBALiquidation
  `,
  C140: `
    FBAInventoryReimbursement LostOrDamagedReimbursement CanceledButPickedUpReimbursement
    ReimbursementClawback SAFETReimbursement WarehouseDamage WarehouseLost WarehouseLostManual
    WarehouseDamageException MissingFromInbound ReversalReimbursement CompensatedClawback
    FreeReplacementRefundItems CustomerReturnReimbursement RentalReimbursement EBTRefundReimbursement
    CsErrorItems
  `,
  C200: `
    Commission RefundCommission ReferralFee FixedClosingFee VariableClosingFee DigitalServicesFee
    DigitalServicesFeeFBA PerItemFee SalesTaxCollectionFee SalesTaxServiceFee RegulatoryOperatingFee
    MarketplaceFee AmazonFees TechnologyFee IncorrectFeesItems
  `,
  C210: `
    Subscription SubscriptionFee SubscriptionFeeCorrection HighVolumeListingFee ListingFee
    ImagingServicesFee EarlyReviewerProgramFee VineFee ValueAddedServiceCharge PaidServicesFee
    AccountFee
  `,
  C220: `
    FBAPerUnitFulfillmentFee FBAPerOrderFulfillmentFee FBAWeightBasedFee FBAFees FBAFulfillmentFee
    FulfillmentFee FBAPickAndPackFee FBAWeightHandlingFee FBAOrderHandlingFee FBADeliveryServicesFee
    LowInventoryLevelFee MultiChannelFulfillmentFee TrialShipment FBAPrepServiceFee LabelingFee
    BubblewrapFee PolybaggingFee OpaqueBaggingFee TapingFee
  `,
  C230: `
    FBAStorageFee StorageFee FBALongTermStorageFee LongTermStorageFee StorageRenewalBilling
    AgedInventorySurcharge FBAInboundTransportationFee FBAInboundTransportationProgramFee
    FBAInboundConvenienceFee InboundPlacementServiceFee FBAInboundDefectFee FBAOverageFee
    AmazonWarehousingAndDistribution AWDStorageFee CapacityReservationBilling CapacityReservationFee
  `,
  C240: `
    ShippingChargeback ShippingHB PostageBilling PostageRefund PostageBilling_Postage ShippingServices
    EasyShipFee GiftwrapChargeback CrossBorderFulfillmentFee MFNPostageFee
  `,
  C250: `
    ReturnShipping RestockingFee FBACustomerReturnPerUnitFee FBACustomerReturnPerOrderFee
    FBACustomerReturnWeightBasedFee ReturnProcessingFee HighReturnRateProcessingFee
    ReturnPostageBilling ReturnPostageBilling_Postage RefundAdministrationFee
  `,
  C260: `
    PaymentMethodFee CODItemCharge CODFee CODChargeback PayWithAmazonFee ProcessingFee
    CurrencyConversionFee TransactionFee
  `,
  C280: `
    TaxWithholding TDS TDSReimbursement ItemTaxWithheld TCS-CGST TCS-SGST TCS-IGST TCS-UTGST
    Section194OTaxDeducted
  `,
  C300: 'ProductAdsPayment SponsoredAdsPayment AdvertisingFees CostOfAdvertising SponsoredProductsFee',
  C310: `
    CouponPayment CouponRedemptionFee CouponParticipationFee CouponPerformanceFee SellerDealPayment
    RunLightningDealFee RunBestDealFee DealParticipationFee DealPerformanceFee DealFee AffiliateFee
    SellerRewards
  `,
  F500: 'LoanServicing LoanPayment LoanRefund LoanInterest',
  balance: `
    LoanAdvance ReserveEvent ReserveDebit ReserveCredit CurrentReserveAmount
    PreviousReserveAmountBalance Transfer Disbursement AdhocDisbursement FailedAdhocDisbursement
    FailedDisbursement DebtRecovery DebtPayment DebtPaymentFailure DebtAdjustment
    StoredValueCardRevenue StoredValueCardRefund PrivateLabelCreditCardRevenue
    PrivateLabelCreditCardRefund CollectOnDeliveryRevenue CollectOnDeliveryRefund
  `,
};

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const codes = new Map(
  Object.entries(names).flatMap(([code, list]) =>
    list
      .trim()
      .split(/\s+/)
      .map((name) => [plain(name), code] as const),
  ),
);

export const unmapped = 'unmapped';

/** The code of the first of the names that is known, most telling name first; else `unmapped`. */
export function pnlCode(...candidates: readonly (string | undefined)[]): string {
  for (const name of candidates) {
    const code = name === undefined ? undefined : codes.get(plain(name));
    if (code !== undefined) return code;
  }
  return unmapped;
}

/** In a refund, claim or chargeback the buyer's money goes back: goods and shipping are not sales but this line. */
export function takenBack(code: string, line: string): string {
  return code === 'R100' || code === 'R110' ? line : code;
}
