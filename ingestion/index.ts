// Contracts
export { type Body, type Contract, contract } from './contracts/contract.ts';
export {
  adPerformance,
  contracts,
  customer,
  employee,
  fileIntake,
  freightCost,
  fxRate,
  goodsReceipt,
  inventorySnapshot,
  order,
  orderStatus,
  payment,
  pollState,
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
export { asyncApi } from './contracts/publish/async-api.ts';
export { type ContractChange, contractDiff } from './contracts/publish/contract-diff.ts';
export { changesSinceRelease, type ReleaseChange, recordRelease } from './contracts/publish/releases.ts';
// Sources and the way from raw records to events
export {
  type DropFolderOptions,
  type DropFolderStatus,
  startDropFolder,
} from './doors/file/drop-folder.ts';
export { type FileFormat, fileFormats } from './doors/file/records.ts';
export { type TakeInOptions, type TakenIn, takeInFile } from './doors/file/take-in.ts';
export { type PollerOptions, type PollStatus, startPoller } from './doors/poll/poller.ts';
export { placeOf as placeOfPoll } from './doors/poll/state.ts';
export {
  createWebhookDoor,
  type HandleWebhook,
  type WebhookDoorOptions,
  type WebhookResponse,
} from './doors/webhook.ts';
// Kafka
export { createKafka, type KafkaOptions } from './kafka/client.ts';
export type { Compression } from './kafka/codecs.ts';
export { type PeekedRecord, type PeekOptions, peek } from './kafka/peek.ts';
export { ensureTopics, type TopicOptions } from './kafka/topics.ts';
export { type LiveMapperOptions, startLiveMapper } from './mapper/live-mapper.ts';
export { type Mapped, mapMessages } from './mapper/map-messages.ts';
export { type MapperOptions, type MapperStatus, startMapper } from './mapper/mapper.ts';
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
// Quarantine
export {
  type Decider,
  discardRefused,
  findRefused,
  listRefused,
  placeOf,
  type Refused,
  type RefusedFilter,
  type Replay,
  replayRefused,
} from './quarantine/index.ts';
export type { Role } from './role.ts';
// Storing
export {
  auditOffsets,
  ingestStatus,
  type PartitionAudit,
  type PartitionStatus,
  type SinkOptions,
  type SinkStatus,
  type StatusOptions,
  startSink,
  type TopicStatus,
} from './sink/index.ts';
export { LiveSources, type LiveSourcesOptions } from './sources/declared/live-sources.ts';
export { type EcbRow, mapEcbObservation, mapEcbRow } from './sources/ecb.ts';
export { amazon, shopify, sources } from './sources/index.ts';
export { type Shop, type ShopAccount, type ShopDirectory, shopDirectory } from './sources/shops.ts';
export { type RawRecord, rawHeaders, rawTopic, type Source } from './sources/source.ts';
export type { WebhookRequest } from './sources/webhook-scheme.ts';
// Tables
export {
  contractsStored,
  exampleBody,
  type ListViewColumn,
  listViewColumns,
  migrateTables,
  odsSources,
} from './tables/index.ts';
export { ensureIngestionTopics, type IngestionTopics } from './topics.ts';
export { startWatcher, type WatcherOptions, type WatcherStatus } from './watch/watcher.ts';
