export { auditOffsets, type PartitionAudit } from './audit.ts';
export { type SinkOptions, type SinkStatus, startSink } from './sink.ts';
export { ingestStatus, type PartitionStatus, type StatusOptions, type TopicStatus } from './status.ts';
