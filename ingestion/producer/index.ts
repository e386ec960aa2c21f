export { type EncodedEvent, encodeEvent } from './encode-event.ts';
export { eventId } from './event-id.ts';
export { type InsistentPublisher, insistentPublisher } from './insist.ts';
export { type OutgoingEvent, outgoing } from './outgoing-event.ts';
export { createProducer, type EventProducer, type KeyedRecord, type ProducerOptions } from './producer.ts';
export { fulfils, validateEvent } from './validate-event.ts';
