// Contracts
export { type Body, type Contract, contract } from './contracts/contract.ts';
export {
  adPerformance,
  contracts,
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
} from './contracts/index.ts';
// Kafka
export { createKafka, type KafkaOptions } from './kafka/client.ts';
export type { Compression } from './kafka/codecs.ts';
export { ensureTopics, type TopicOptions } from './kafka/topics.ts';
// Producing
export {
  createProducer,
  type EncodedEvent,
  type EventProducer,
  encodeEvent,
  eventId,
  type KeyedRecord,
  type OutgoingEvent,
  outgoing,
  type ProducerOptions,
  validateEvent,
} from './producer/index.ts';
