import type { Contract } from './contract.ts';
import { customer } from './customer/customer.ts';
import { loyalty } from './customer/loyalty.ts';
import { channelStock } from './distribution/channel-stock.ts';
import { sellIn } from './distribution/sell-in.ts';
import { sellOut } from './distribution/sell-out.ts';
import { allocationDriver } from './finance/allocation-driver.ts';
import { budget } from './finance/budget.ts';
import { fxRate } from './finance/fx-rate.ts';
import { journalEntry } from './finance/journal-entry.ts';
import { settlementLine } from './finance/settlement-line.ts';
import { inboundShipment } from './inventory/inbound-shipment.ts';
import { movement } from './inventory/movement.ts';
import { inventorySnapshot } from './inventory/snapshot.ts';
import { transfer } from './inventory/transfer.ts';
import { competitorPrice } from './item/competitor-price.ts';
import { listing } from './item/listing.ts';
import { product } from './item/product.ts';
import { skuCost } from './item/sku-cost.ts';
import { allocation } from './logistics/allocation.ts';
import { freightCost } from './logistics/freight-cost.ts';
import { shipment } from './logistics/shipment.ts';
import { trackingEvent } from './logistics/tracking-event.ts';
import { productionCount } from './manufacturing/count.ts';
import { machineState } from './manufacturing/machine-state.ts';
import { workOrder } from './manufacturing/work-order.ts';
import { adPerformance } from './marketing/ad-performance.ts';
import { campaign } from './marketing/campaign.ts';
import { coupon } from './marketing/coupon.ts';
import { accountHealth } from './operations/account-health.ts';
import { alert } from './operations/alert.ts';
import { alertRule } from './operations/alert-rule.ts';
import { dataQuality } from './operations/data-quality.ts';
import { fileIntake } from './operations/file-intake.ts';
import { pollState } from './operations/poll-state.ts';
import { prediction } from './operations/prediction.ts';
import { quarantineDecision } from './operations/quarantine-decision.ts';
import { rawQuarantine } from './operations/raw-quarantine.ts';
import { recommendation } from './operations/recommendation.ts';
import { rpaRun } from './operations/rpa-run.ts';
import { task } from './operations/task.ts';
import { dispute } from './payment/dispute.ts';
import { payment } from './payment/payment.ts';
import { payout } from './payment/payout.ts';
import { application } from './people/application.ts';
import { attendance } from './people/attendance.ts';
import { employee } from './people/employee.ts';
import { payroll } from './people/payroll.ts';
import { performance } from './people/performance.ts';
import { requisition } from './people/requisition.ts';
import { training } from './people/training.ts';
import { refAccount } from './reference/account.ts';
import { refCarrierRate } from './reference/carrier-rate.ts';
import { refCostCenter } from './reference/cost-center.ts';
import { refDealer } from './reference/dealer.ts';
import { refEntity } from './reference/entity.ts';
import { refNode } from './reference/node.ts';
import { refPosition } from './reference/position.ts';
import { refProfitCenter } from './reference/profit-center.ts';
import { refShop } from './reference/shop.ts';
import { claim } from './service/claim.ts';
import { message } from './service/message.ts';
import { review } from './service/review.ts';
import { ticket } from './service/ticket.ts';
import { cascade } from './strategy/cascade.ts';
import { initiative } from './strategy/initiative.ts';
import { kpiActual } from './strategy/kpi-actual.ts';
import { strategyLink } from './strategy/link.ts';
import { strategyMap } from './strategy/map.ts';
import { objective } from './strategy/objective.ts';
import { target } from './strategy/target.ts';
import { goodsReceipt } from './supply/goods-receipt.ts';
import { purchaseOrder } from './supply/purchase-order.ts';
import { purchaseSuggestion } from './supply/purchase-suggestion.ts';
import { qualityInspection } from './supply/quality-inspection.ts';
import { requestForQuotation } from './supply/rfq.ts';
import { supplier } from './supply/supplier.ts';
import { supplierInvoice } from './supply/supplier-invoice.ts';
import { order } from './trade/order.ts';
import { orderStatus } from './trade/order-status.ts';
import { refund } from './trade/refund.ts';
import { returnOrder } from './trade/return.ts';
import { rankSnapshot } from './traffic/rank-snapshot.ts';
import { searchTerm } from './traffic/search-term.ts';
import { socialTrend } from './traffic/social-trend.ts';
import { traffic } from './traffic/traffic.ts';

export {
  accountHealth,
  adPerformance,
  alert,
  alertRule,
  allocation,
  allocationDriver,
  application,
  attendance,
  budget,
  campaign,
  cascade,
  channelStock,
  claim,
  competitorPrice,
  coupon,
  customer,
  dataQuality,
  dispute,
  employee,
  fileIntake,
  freightCost,
  fxRate,
  goodsReceipt,
  inboundShipment,
  initiative,
  inventorySnapshot,
  journalEntry,
  kpiActual,
  listing,
  loyalty,
  machineState,
  message,
  movement,
  objective,
  order,
  orderStatus,
  payment,
  payout,
  payroll,
  performance,
  pollState,
  prediction,
  product,
  productionCount,
  purchaseOrder,
  purchaseSuggestion,
  qualityInspection,
  quarantineDecision,
  rankSnapshot,
  rawQuarantine,
  recommendation,
  refAccount,
  refCarrierRate,
  refCostCenter,
  refDealer,
  refEntity,
  refNode,
  refPosition,
  refProfitCenter,
  refShop,
  refund,
  requestForQuotation,
  requisition,
  returnOrder,
  review,
  rpaRun,
  searchTerm,
  sellIn,
  sellOut,
  settlementLine,
  shipment,
  skuCost,
  socialTrend,
  strategyLink,
  strategyMap,
  supplier,
  supplierInvoice,
  target,
  task,
  ticket,
  trackingEvent,
  traffic,
  training,
  transfer,
  workOrder,
};

/** Every contract, in the order of the business. */
export const contracts: readonly Contract[] = [
  // Goods
  product,
  skuCost,
  listing,
  competitorPrice,
  // Buyers
  customer,
  loyalty,
  // What they look at
  traffic,
  searchTerm,
  socialTrend,
  rankSnapshot,
  // Trade
  order,
  orderStatus,
  refund,
  returnOrder,
  // Payment
  payment,
  dispute,
  payout,
  // Finance
  settlementLine,
  fxRate,
  journalEntry,
  allocationDriver,
  budget,
  // Logistics
  shipment,
  trackingEvent,
  freightCost,
  allocation,
  // Stock
  inventorySnapshot,
  movement,
  inboundShipment,
  transfer,
  // Supply
  supplier,
  purchaseOrder,
  goodsReceipt,
  qualityInspection,
  purchaseSuggestion,
  supplierInvoice,
  requestForQuotation,
  // Making
  workOrder,
  productionCount,
  machineState,
  // Dealers
  sellIn,
  sellOut,
  channelStock,
  // Advertising
  adPerformance,
  campaign,
  coupon,
  // Service
  ticket,
  message,
  claim,
  review,
  // People
  employee,
  requisition,
  application,
  training,
  performance,
  payroll,
  attendance,
  // Strategy
  strategyMap,
  objective,
  strategyLink,
  cascade,
  kpiActual,
  target,
  initiative,
  // The platform itself
  rawQuarantine,
  quarantineDecision,
  fileIntake,
  task,
  alertRule,
  alert,
  pollState,
  prediction,
  recommendation,
  rpaRun,
  accountHealth,
  dataQuality,
  // Master data
  refEntity,
  refAccount,
  refProfitCenter,
  refCostCenter,
  refNode,
  refShop,
  refDealer,
  refPosition,
  refCarrierRate,
];
