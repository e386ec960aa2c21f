/** What one request, and one caller, may ask for. */
export type Limits = {
  /** Bytes of a request's body. */
  bodyBytes: number;
  /** Nesting of selections. */
  depth: number;
  aliases: number;
  directives: number;
  tokens: number;
  /** Cost units of one operation: about one per object that it can return. */
  operationCost: number;
  /** Cost units a caller may save up, and how many come back each second. */
  bucketCapacity: number;
  bucketRefillPerSecond: number;
  /** Longest a request may take, and one statement of it. */
  requestMs: number;
  statementMs: number;
  /** Longest a mutation waits until its event can be read. */
  readableMs: number;
  /** Rows of one answer of /arrow. */
  arrowRows: number;
  /** Live subscriptions of one connection. */
  operationsPerStream: number;
  sessionMs: number;
};

export const defaultLimits: Limits = {
  bodyBytes: 256 * 1024,
  depth: 10,
  aliases: 30,
  directives: 20,
  tokens: 2_000,
  operationCost: 10_000,
  bucketCapacity: 50_000,
  bucketRefillPerSecond: 2_000,
  requestMs: 30_000,
  statementMs: 15_000,
  readableMs: 15_000,
  arrowRows: 5_000_000,
  operationsPerStream: 60,
  sessionMs: 7 * 24 * 3_600_000,
};
