// Generated from graphql/schema.graphql. Do not edit.

export type Node = {
  id: string;
};

export type PageInfo = {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
};

export type Direction = 'ASC' | 'DESC';

export type StringFilter = {
  eq?: string | null;
  in?: readonly string[] | null;
  /** SQL pattern, upper and lower case alike; % stands for any text. */
  like?: string | null;
  gte?: string | null;
  lt?: string | null;
  isNull?: boolean | null;
};

export type LongFilter = {
  eq?: number | null;
  in?: readonly number[] | null;
  gte?: number | null;
  lt?: number | null;
  isNull?: boolean | null;
};

export type FloatFilter = {
  eq?: number | null;
  in?: readonly number[] | null;
  gte?: number | null;
  lt?: number | null;
  isNull?: boolean | null;
};

export type DecimalFilter = {
  eq?: string | null;
  in?: readonly string[] | null;
  gte?: string | null;
  lt?: string | null;
  isNull?: boolean | null;
};

export type DateFilter = {
  eq?: string | null;
  in?: readonly string[] | null;
  gte?: string | null;
  lt?: string | null;
  isNull?: boolean | null;
};

export type DateTimeFilter = {
  eq?: string | null;
  in?: readonly string[] | null;
  gte?: string | null;
  lt?: string | null;
  isNull?: boolean | null;
};

export type BooleanFilter = {
  eq?: boolean | null;
  isNull?: boolean | null;
};

export type DecidePurchaseSuggestionInput = {
  suggestionId: string;
  decision: Decision;
  /** Another quantity than suggested. */
  qty?: string | null;
};

export type Decision = 'APPROVE' | 'REJECT';

export type ResourceChange = {
  resource: string;
  version: string;
  at: string;
};

export type TickerOrder = {
  orderId: string;
  channel: string;
  shopId: string;
  country: string | null;
  city: string | null;
  placedAt: string;
  status: string;
  units: string | null;
  totalAmount: string;
  currency: string;
};

export type Role = 'EXECUTIVE' | 'DATA' | 'OPERATOR' | 'SCREEN';

export type Viewer = {
  id: string;
  name: string;
  role: Role;
  language: string;
  /** Profit centres the viewer may see; `*` means all. */
  profitCenters: string[];
  /** Shops the viewer may see; `*` means all. */
  shops: string[];
};

export type Session = {
  token: string;
  expiresAt: string;
  viewer: Viewer;
};

export type Screen = {
  id: string;
  title: string;
  language: string;
  currency: string;
  timeZone: string;
  /** Panels in their slots. */
  definition: unknown;
};

export type Metric = {
  name: string;
  label: string;
  description: string;
  unit: string | null;
  kind: string;
  model: string;
  dimensions: string[];
  owner: string | null;
  /** Definition, for tracing a figure. */
  sql: string;
};

export type MetricQueryInput = {
  metrics: readonly string[];
  dimensions?: readonly string[] | null;
  time: TimeInput;
  where?: FilterInput | null;
  compare?: Comparison | null;
  currency?: CurrencyInput | null;
  totals?: boolean | null;
  orderBy?: readonly OrderInput[] | null;
  limit?: number | null;
};

export type TimeInput = {
  /** Date or instant, included. */
  from?: string | null;
  /** Date or instant, excluded. */
  to?: string | null;
  preset?: TimePreset | null;
  grain?: Grain | null;
  /** IANA name. */
  timeZone?: string | null;
};

export type TimePreset =
  | 'TODAY'
  | 'YESTERDAY'
  | 'LAST_7_DAYS'
  | 'LAST_28_DAYS'
  | 'LAST_90_DAYS'
  | 'MONTH_TO_DATE'
  | 'YEAR_TO_DATE';

export type Grain = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

export type Comparison = 'PREVIOUS_PERIOD' | 'WEEK_AGO' | 'YEAR_AGO';

export type CurrencyInput = {
  mode: CurrencyMode;
  /** Show in this currency, e.g. USD. */
  code?: string | null;
  rate?: RateKind | null;
};

export type CurrencyMode = 'TRANSACTION' | 'FUNCTIONAL' | 'REPORTING';

export type RateKind = 'SPOT' | 'AVG_MONTH' | 'CLOSE' | 'BUDGET';

export type OrderInput = {
  field: string;
  direction: Direction;
};

export type FilterInput = {
  and?: readonly FilterInput[] | null;
  or?: readonly FilterInput[] | null;
  not?: FilterInput | null;
  dimension?: DimensionFilter | null;
};

export type DimensionFilter = {
  name: string;
  in?: readonly string[] | null;
  eq?: string | null;
  like?: string | null;
  gte?: string | null;
  lt?: string | null;
};

export type MetricResult = {
  columns: Column[];
  rowCount: number;
  truncated: boolean;
  totals: Total[];
  freshness: Freshness;
  cost: Cost;
};

/** One column; its values stand in the leaf of its type, the other leaves are null. */
export type Column = {
  name: string;
  kind: ColumnKind;
  type: ColumnType;
  unit: string | null;
  currency: string | null;
  strings: (string | null)[] | null;
  numbers: (number | null)[] | null;
  decimals: (string | null)[] | null;
};

export type ColumnKind = 'TIME' | 'DIMENSION' | 'METRIC' | 'COMPARISON' | 'CHANGE';

export type ColumnType = 'STRING' | 'TIME' | 'INT' | 'FLOAT' | 'DECIMAL';

export type Total = {
  name: string;
  value: string | null;
};

export type Freshness = {
  watermark: string | null;
  ageSeconds: number | null;
  models: string[];
};

export type Cost = {
  rowsRead: number;
  bytesRead: number;
  elapsedMs: number;
  queryId: string;
};

export type Pipelines = {
  topics: TopicStatus[];
  models: ModelStatus[];
  runs: ModelRun[];
};

export type TopicStatus = {
  topic: string;
  partition: number;
  lagOffsets: number;
  lagSeconds: number | null;
  rows: number;
  quarantined: number;
  lastEventAt: string | null;
};

export type ModelStatus = {
  name: string;
  kind: string;
  rows: number | null;
  partitions: number | null;
  version: string | null;
  builtAt: string | null;
  lastError: string | null;
  durationMs: number | null;
};

export type ModelRun = {
  model: string;
  startedAt: string;
  durationMs: number;
  partitions: number | null;
  rows: number | null;
  error: string | null;
};

export type QuarantineConnection = {
  totalCount: number;
  nodes: QuarantinedEvent[];
  edges: QuarantineEdge[];
  pageInfo: PageInfo;
};

export type QuarantineEdge = {
  cursor: string;
  node: QuarantinedEvent;
};

export type QuarantinedEvent = {
  topic: string;
  partition: number;
  offset: number;
  reason: string;
  payload: string;
  receivedAt: string;
};

/** One row per order as last known. */
export type Order = {
  id: string;
  orderId: string;
  channelOrderNo: string;
  channel: string;
  shopId: string;
  marketplace: string;
  profitCenter: string;
  country: string;
  city: string | null;
  customerKey: string | null;
  status: string;
  placedAt: string;
  paidAt: string | null;
  shippedAt: string | null;
  deliveredAt: string | null;
  cancelledAt: string | null;
  lineCount: number;
  units: string;
  currency: string;
  totalAmount: string;
  refundedAmount: string;
  customer: Customer | null;
};

export type OrderConnection = {
  totalCount: number;
  nodes: Order[];
  edges: OrderEdge[];
  pageInfo: PageInfo;
};

export type OrderEdge = {
  cursor: string;
  node: Order;
};

export type OrderFilter = {
  orderId?: StringFilter | null;
  channelOrderNo?: StringFilter | null;
  channel?: StringFilter | null;
  shopId?: StringFilter | null;
  marketplace?: StringFilter | null;
  profitCenter?: StringFilter | null;
  country?: StringFilter | null;
  city?: StringFilter | null;
  customerKey?: StringFilter | null;
  status?: StringFilter | null;
  placedAt?: DateTimeFilter | null;
  paidAt?: DateTimeFilter | null;
  shippedAt?: DateTimeFilter | null;
  deliveredAt?: DateTimeFilter | null;
  cancelledAt?: DateTimeFilter | null;
  lineCount?: LongFilter | null;
  units?: DecimalFilter | null;
  currency?: StringFilter | null;
  totalAmount?: DecimalFilter | null;
  refundedAmount?: DecimalFilter | null;
};

export type OrderField =
  | 'orderId'
  | 'channelOrderNo'
  | 'channel'
  | 'shopId'
  | 'marketplace'
  | 'profitCenter'
  | 'country'
  | 'city'
  | 'customerKey'
  | 'status'
  | 'placedAt'
  | 'paidAt'
  | 'shippedAt'
  | 'deliveredAt'
  | 'cancelledAt'
  | 'lineCount'
  | 'units'
  | 'currency'
  | 'totalAmount'
  | 'refundedAmount';

export type OrderOrder = {
  field: OrderField;
  direction: Direction;
};

/** RFM segment of every customer. */
export type Customer = {
  id: string;
  customerKey: string;
  channel: string;
  shopId: string;
  country: string | null;
  recencyDays: number;
  frequency: number;
  monetaryAmount: string;
  r: number;
  f: number;
  m: number;
  segment: string;
  lastOrderDay: string;
  firstOrderDay: string;
  orderCount: number;
  orders: Order[];
};

export type CustomerConnection = {
  totalCount: number;
  nodes: Customer[];
  edges: CustomerEdge[];
  pageInfo: PageInfo;
};

export type CustomerEdge = {
  cursor: string;
  node: Customer;
};

export type CustomerFilter = {
  customerKey?: StringFilter | null;
  channel?: StringFilter | null;
  shopId?: StringFilter | null;
  country?: StringFilter | null;
  recencyDays?: LongFilter | null;
  frequency?: LongFilter | null;
  monetaryAmount?: DecimalFilter | null;
  r?: LongFilter | null;
  f?: LongFilter | null;
  m?: LongFilter | null;
  segment?: StringFilter | null;
  lastOrderDay?: DateFilter | null;
  firstOrderDay?: DateFilter | null;
  orderCount?: LongFilter | null;
};

export type CustomerField =
  | 'customerKey'
  | 'channel'
  | 'shopId'
  | 'country'
  | 'recencyDays'
  | 'frequency'
  | 'monetaryAmount'
  | 'r'
  | 'f'
  | 'm'
  | 'segment'
  | 'lastOrderDay'
  | 'firstOrderDay'
  | 'orderCount';

export type CustomerOrder = {
  field: CustomerField;
  direction: Direction;
};

/** Score of every supplier. */
export type Supplier = {
  id: string;
  supplierId: string;
  name: string;
  country: string | null;
  score: number;
  grade: string;
  qualityScore: number;
  deliveryScore: number;
  costScore: number;
  serviceScore: number;
  ppm: number | null;
  onTimeRate: number | null;
  poLines: number;
  purchaseSuggestions: PurchaseSuggestion[];
};

export type SupplierConnection = {
  totalCount: number;
  nodes: Supplier[];
  edges: SupplierEdge[];
  pageInfo: PageInfo;
};

export type SupplierEdge = {
  cursor: string;
  node: Supplier;
};

export type SupplierFilter = {
  supplierId?: StringFilter | null;
  name?: StringFilter | null;
  country?: StringFilter | null;
  score?: FloatFilter | null;
  grade?: StringFilter | null;
  qualityScore?: FloatFilter | null;
  deliveryScore?: FloatFilter | null;
  costScore?: FloatFilter | null;
  serviceScore?: FloatFilter | null;
  ppm?: FloatFilter | null;
  onTimeRate?: FloatFilter | null;
  poLines?: LongFilter | null;
};

export type SupplierField =
  | 'supplierId'
  | 'name'
  | 'country'
  | 'score'
  | 'grade'
  | 'qualityScore'
  | 'deliveryScore'
  | 'costScore'
  | 'serviceScore'
  | 'ppm'
  | 'onTimeRate'
  | 'poLines';

export type SupplierOrder = {
  field: SupplierField;
  direction: Direction;
};

/** Every SKU with its stock and forecast. */
export type Sku = {
  id: string;
  sku: string;
  parentSku: string | null;
  title: string;
  brand: string | null;
  category: string;
  supplierId: string | null;
  status: string;
  launchDate: string | null;
  weightKg: string | null;
  available: string;
  inbound: string;
  forecast28d: number | null;
  daysOfCover: number | null;
  supplier: Supplier | null;
  purchaseSuggestions: PurchaseSuggestion[];
};

export type SkuConnection = {
  totalCount: number;
  nodes: Sku[];
  edges: SkuEdge[];
  pageInfo: PageInfo;
};

export type SkuEdge = {
  cursor: string;
  node: Sku;
};

export type SkuFilter = {
  sku?: StringFilter | null;
  parentSku?: StringFilter | null;
  title?: StringFilter | null;
  brand?: StringFilter | null;
  category?: StringFilter | null;
  supplierId?: StringFilter | null;
  status?: StringFilter | null;
  launchDate?: DateFilter | null;
  weightKg?: DecimalFilter | null;
  available?: DecimalFilter | null;
  inbound?: DecimalFilter | null;
  forecast28d?: FloatFilter | null;
  daysOfCover?: FloatFilter | null;
};

export type SkuField =
  | 'sku'
  | 'parentSku'
  | 'title'
  | 'brand'
  | 'category'
  | 'supplierId'
  | 'status'
  | 'launchDate'
  | 'weightKg'
  | 'available'
  | 'inbound'
  | 'forecast28d'
  | 'daysOfCover';

export type SkuOrder = {
  field: SkuField;
  direction: Direction;
};

/** Advice to buy, and what became of it. */
export type PurchaseSuggestion = {
  id: string;
  suggestionId: string;
  sku: string;
  nodeId: string;
  supplierId: string | null;
  qty: string;
  due: string;
  reason: string;
  modelVersion: string | null;
  state: string;
  by: string | null;
  proposedAt: string;
  decidedAt: string | null;
  supplier: Supplier | null;
};

export type PurchaseSuggestionConnection = {
  totalCount: number;
  nodes: PurchaseSuggestion[];
  edges: PurchaseSuggestionEdge[];
  pageInfo: PageInfo;
};

export type PurchaseSuggestionEdge = {
  cursor: string;
  node: PurchaseSuggestion;
};

export type PurchaseSuggestionFilter = {
  suggestionId?: StringFilter | null;
  sku?: StringFilter | null;
  nodeId?: StringFilter | null;
  supplierId?: StringFilter | null;
  qty?: DecimalFilter | null;
  due?: DateFilter | null;
  reason?: StringFilter | null;
  modelVersion?: StringFilter | null;
  state?: StringFilter | null;
  by?: StringFilter | null;
  proposedAt?: DateTimeFilter | null;
  decidedAt?: DateTimeFilter | null;
};

export type PurchaseSuggestionField =
  | 'suggestionId'
  | 'sku'
  | 'nodeId'
  | 'supplierId'
  | 'qty'
  | 'due'
  | 'reason'
  | 'modelVersion'
  | 'state'
  | 'by'
  | 'proposedAt'
  | 'decidedAt';

export type PurchaseSuggestionOrder = {
  field: PurchaseSuggestionField;
  direction: Direction;
};
