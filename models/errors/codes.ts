/**
 * Every code an Entrepôt error can carry. A code never changes its meaning and is never reused: programs
 * branch on it, documentation links to it.
 */
export const errorCodes = {
  // Configuration and start-up
  CONFIG_INVALID: 'a setting has a value that cannot be used',
  PORT_TAKEN: 'a port is held by another program',
  JAVA_MISSING: 'no Java 17 or newer was found',
  PYTHON_MISSING: 'no Python 3.11 or newer was found',
  DISK_FULL: 'the disk has too little room',
  DATA_DAMAGED: 'the data folder cannot be read',
  DATA_LOCKED: 'another process uses the data folder',
  DATASET_MISSING: 'a data set was not found',
  DOWNLOAD_FAILED: 'a pinned file could not be fetched or its checksum is wrong',
  PROCESS_FAILED: 'a process ended before it was ready',
  // Warehouse and Kafka
  WAREHOUSE_UNREACHABLE: 'the warehouse does not answer',
  WAREHOUSE_REFUSED: 'the warehouse refused a statement',
  VALUE_INVALID: 'a value cannot be written as the type asked for',
  KAFKA_UNREACHABLE: 'Kafka does not answer',
  OFFSET_GAP: 'offsets are missing between what was stored and what Kafka still has',
  TOPIC_RECREATED: 'a topic starts again below the offsets already stored',
  FENCED: 'another owner has taken over',
  // Contracts and sources
  CONTRACT_INVALID: 'a contract cannot be lowered',
  CONTRACT_UNKNOWN: 'there is no such contract',
  EVENT_INVALID: 'an event does not fulfil its contract',
  PAYLOAD_INVALID: 'a source payload cannot be read',
  SOURCE_UNKNOWN: 'there is no such source',
  SOURCE_INVALID: 'a declared source cannot be used',
  POLL_FAILED: 'an API that is polled refused or did not answer',
  SIGNATURE_INVALID: 'a webhook signature does not match',
  TOO_LARGE: 'a request is larger than its limit',
  // Models and metrics
  MODEL_INVALID: 'a model file cannot be used',
  MODEL_UNKNOWN: 'there is no such model',
  MODEL_INEXACT: 'a model has no exact incremental answer',
  MODEL_CYCLE: 'models depend on each other in a circle',
  CHECK_FAILED: 'a check on a model does not hold',
  METRIC_INVALID: 'a metric definition cannot be used',
  METRIC_UNKNOWN: 'there is no such metric',
  DIMENSION_UNKNOWN: 'there is no such dimension for these metrics',
  QUERY_INVALID: 'a metric query cannot be answered as asked',
  CURRENCY_UNKNOWN: 'there is no exchange rate for a currency',
  // Forecasting
  FORECAST_MODEL_INVALID: 'a forecasting model does not fulfil its signature',
  FORECAST_MODEL_UNKNOWN: 'there is no such forecasting model',
  // Gateway
  UNAUTHENTICATED: 'the caller is not known',
  FORBIDDEN: 'the caller may not do this',
  NOT_FOUND: 'there is no such thing, or the caller may not see it',
  CONFLICT: 'the thing has changed since it was read',
  INPUT_INVALID: 'an input is not acceptable',
  RATE_LIMITED: 'too many requests',
  COST_EXCEEDED: 'a question costs more than the caller may spend',
  TIMEOUT: 'an answer took longer than allowed',
  INTERNAL: 'a defect of the platform',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof errorCodes;
