import type { Contract } from './contract.ts';
import { customer } from './customer/customer.ts';
import { fxRate } from './finance/fx-rate.ts';
import { settlementLine } from './finance/settlement-line.ts';
import { inventorySnapshot } from './inventory/snapshot.ts';
import { product } from './item/product.ts';
import { skuCost } from './item/sku-cost.ts';
import { freightCost } from './logistics/freight-cost.ts';
import { shipment } from './logistics/shipment.ts';
import { trackingEvent } from './logistics/tracking-event.ts';
import { adPerformance } from './marketing/ad-performance.ts';
import { rawQuarantine } from './operations/raw-quarantine.ts';
import { payment } from './payment/payment.ts';
import { employee } from './people/employee.ts';
import { goodsReceipt } from './supply/goods-receipt.ts';
import { purchaseOrder } from './supply/purchase-order.ts';
import { purchaseSuggestion } from './supply/purchase-suggestion.ts';
import { qualityInspection } from './supply/quality-inspection.ts';
import { supplier } from './supply/supplier.ts';
import { order } from './trade/order.ts';
import { orderStatus } from './trade/order-status.ts';
import { refund } from './trade/refund.ts';
import { returnOrder } from './trade/return.ts';

export {
  adPerformance,
  customer,
  employee,
  freightCost,
  fxRate,
  goodsReceipt,
  inventorySnapshot,
  order,
  orderStatus,
  payment,
  product,
  purchaseOrder,
  purchaseSuggestion,
  qualityInspection,
  rawQuarantine,
  refund,
  returnOrder,
  settlementLine,
  shipment,
  skuCost,
  supplier,
  trackingEvent,
};

/** Every contract, in the order of the business: goods, buyers, trade, money, logistics, supply, people, operations. */
export const contracts: readonly Contract[] = [
  product,
  skuCost,
  customer,
  order,
  orderStatus,
  refund,
  returnOrder,
  payment,
  settlementLine,
  fxRate,
  shipment,
  trackingEvent,
  freightCost,
  inventorySnapshot,
  supplier,
  purchaseOrder,
  goodsReceipt,
  qualityInspection,
  purchaseSuggestion,
  adPerformance,
  employee,
  rawQuarantine,
];
