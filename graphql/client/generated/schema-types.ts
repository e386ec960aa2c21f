// Generated from graphql/schema.graphql. Do not edit.

export type AgoInput = {
  count: number;
  unit: AgoUnit;
};

export type AgoUnit = 'DAY' | 'MONTH' | 'QUARTER' | 'WEEK' | 'YEAR';

export type Better = 'HIGHER' | 'LOWER';

export type CalendarInput = {
  /** Month, 1 to 12, on whose first day a fiscal year begins. */
  fiscalStart?: number | null;
  retail?: RetailCalendarInput | null;
  weekStart?: WeekStart | null;
};

export type CampaignInput = {
  /** Else the latest that has begun. */
  edition?: string | null;
  event: string;
};

/** One column; its values stand in the leaf of its type, the other leaves are null. */
export type Column = {
  currency: string | null;
  decimals: (string | null)[] | null;
  kind: ColumnKind;
  name: string;
  numbers: (number | null)[] | null;
  /** Texts, and times as ISO 8601. */
  strings: (string | null)[] | null;
  type: ColumnType;
  unit: string | null;
};

export type ColumnKind = 'CHANGE' | 'COMPARISON' | 'CUMULATIVE' | 'DIMENSION' | 'METRIC' | 'TIME';

export type ColumnType = 'DECIMAL' | 'FLOAT' | 'INT' | 'STRING' | 'TIME';

export type Comparison = 'PREVIOUS_PERIOD' | 'SAME_CAMPAIGN_DAY' | 'WEEK_AGO' | 'YEAR_AGO' | 'YEAR_AGO_WEEKDAY';

export type ComparisonInput = {
  /** So long ago: `<metric>_2_weeks_ago`. */
  ago?: AgoInput | null;
  /** The days around the last edition of an event, first day to first day: `<metric>_last_black_friday`. */
  event?: string | null;
  period?: Comparison | null;
};

export type Cost = {
  bytesRead: number;
  elapsedMs: number;
  queryId: string;
  rowsRead: number;
};

export type CumulationInput = {
  /** Since it began: adds `<metric>_wtd`, `_mtd`, `_qtd` or `_ytd`. */
  toDate?: CumulationUnit | null;
  /** So many days: adds `<metric>_trailing_<n>_days`. */
  trailingDays?: number | null;
};

export type CumulationUnit = 'FISCAL_QUARTER' | 'FISCAL_YEAR' | 'MONTH' | 'QUARTER' | 'RETAIL_MONTH' | 'RETAIL_QUARTER' | 'RETAIL_YEAR' | 'WEEK' | 'YEAR';

export type CurrencyInput = {
  /** Show in this currency, e.g. USD. */
  code?: string | null;
  mode: CurrencyMode;
  rate?: RateKind | null;
};

export type CurrencyMode = 'FUNCTIONAL' | 'REPORTING' | 'TRANSACTION';

/** Recency, frequency and spend of every customer over the year before the day, and the segment they make. */
export type Customer = {
  /** of the last order, as are shop, profit centre and country */
  channel: string;
  /** where the goods go, else the marketplace's own; empty for a word that is no country */
  country: string;
  currency: string;
  /** empty where the channel hides the buyer */
  customerKey: string;
  f: number;
  /** within the year */
  firstOrderDay: string;
  /** orders in the year, without cancelled ones */
  frequency: number;
  id: string;
  lastOrderDay: string;
  m: number;
  /** net of discounts, tax and refunds; none where a rate is missing */
  monetaryAmount: string | null;
  orderCount: number;
  /** The first orders of this row, in the order of their key. */
  orders: Order[];
  profitCenter: string;
  r: number;
  recencyDays: number;
  segment: string;
  shopId: string;
};

export type CustomerConnection = {
  edges: CustomerEdge[];
  nodes: Customer[];
  pageInfo: PageInfo;
  totalCount: number;
};

export type CustomerEdge = {
  cursor: string;
  node: Customer;
};

export type CustomerField = 'channel' | 'country' | 'currency' | 'customerKey' | 'f' | 'firstOrderDay' | 'frequency' | 'lastOrderDay' | 'm' | 'monetaryAmount' | 'orderCount' | 'profitCenter' | 'r' | 'recencyDays' | 'segment' | 'shopId';

export type CustomerFilter = {
  channel?: StringFilter | null;
  country?: StringFilter | null;
  currency?: StringFilter | null;
  customerKey?: StringFilter | null;
  f?: LongFilter | null;
  firstOrderDay?: DateFilter | null;
  frequency?: LongFilter | null;
  lastOrderDay?: DateFilter | null;
  m?: LongFilter | null;
  monetaryAmount?: DecimalFilter | null;
  orderCount?: LongFilter | null;
  profitCenter?: StringFilter | null;
  r?: LongFilter | null;
  recencyDays?: LongFilter | null;
  segment?: StringFilter | null;
  shopId?: StringFilter | null;
};

export type CustomerOrder = {
  direction: Direction;
  field: CustomerField;
};

export type DateFilter = {
  eq?: string | null;
  gte?: string | null;
  in?: readonly string[] | null;
  isNull?: boolean | null;
  lt?: string | null;
};

export type DateTimeFilter = {
  eq?: string | null;
  gte?: string | null;
  in?: readonly string[] | null;
  isNull?: boolean | null;
  lt?: string | null;
};

export type DecidePurchaseSuggestionInput = {
  decision: Decision;
  /** Another quantity than suggested. */
  qty?: string | null;
  suggestionId: string;
};

export type DecimalFilter = {
  eq?: string | null;
  gte?: string | null;
  in?: readonly string[] | null;
  isNull?: boolean | null;
  lt?: string | null;
};

export type Decision = 'APPROVE' | 'REJECT';

/** A condition on one dimension; several operators must all hold. `like` knows % and _. */
export type DimensionFilter = {
  eq?: string | null;
  gte?: string | null;
  in?: readonly string[] | null;
  like?: string | null;
  lt?: string | null;
  name: string;
};

export type Direction = 'ASC' | 'DESC';

/** A condition on one figure of the answer; several operators must all hold. */
export type FigureCondition = {
  gt?: string | null;
  gte?: string | null;
  lt?: string | null;
  lte?: string | null;
  name: string;
};

export type FilterInput = {
  and?: readonly FilterInput[] | null;
  dimension?: DimensionFilter | null;
  not?: FilterInput | null;
  or?: readonly FilterInput[] | null;
};

export type FloatFilter = {
  eq?: number | null;
  gte?: number | null;
  in?: readonly number[] | null;
  isNull?: boolean | null;
  lt?: number | null;
};

export type Freshness = {
  ageSeconds: number | null;
  models: string[];
  /** Event time up to which every model read has been built. */
  watermark: string | null;
};

export type Grain = 'CAMPAIGN_DAY' | 'DAY' | 'FISCAL_MONTH' | 'FISCAL_QUARTER' | 'FISCAL_YEAR' | 'HOUR' | 'MONTH' | 'QUARTER' | 'RETAIL_MONTH' | 'RETAIL_QUARTER' | 'RETAIL_WEEK' | 'RETAIL_YEAR' | 'WEEK' | 'YEAR';

export type HavingInput = {
  and?: readonly HavingInput[] | null;
  figure?: FigureCondition | null;
  not?: HavingInput | null;
  or?: readonly HavingInput[] | null;
};

export type LongFilter = {
  eq?: number | null;
  gte?: number | null;
  in?: readonly number[] | null;
  isNull?: boolean | null;
  lt?: number | null;
};

export type Metric = {
  /** Whether more of it is good news or bad; null where that depends. */
  better: Better | null;
  description: string;
  dimensions: string[];
  /** How figures may be put together: additive, ratio, … */
  kind: string;
  label: string;
  model: string;
  name: string;
  owner: string | null;
  /** The formula as it is defined, for tracing a figure. */
  sql: string;
  unit: string | null;
};

export type MetricQueryInput = {
  /** Adds `<metric>_previous`, `_delta` and `_ratio`. */
  compare?: Comparison | null;
  /** Each adds such columns under its own name, e.g. `<metric>_year_ago_delta`. */
  comparisons?: readonly ComparisonInput[] | null;
  /** Each adds columns to every metric. */
  cumulative?: readonly CumulationInput[] | null;
  currency?: CurrencyInput | null;
  dimensions?: readonly string[] | null;
  /** Also rows for stretches of time that nothing happened in. */
  fill?: boolean | null;
  /** Hides rows; totals and subtotals are over all. */
  having?: HavingInput | null;
  /** At most this many rows; default 1,000. */
  limit?: number | null;
  metrics: readonly string[];
  orderBy?: readonly OrderInput[] | null;
  /** Whether rollups may answer where they give the same figures; default AUTO. */
  rollups?: RollupUse | null;
  /** Also by fewer columns: each list names `time` or dimensions of the question. */
  subtotals?: readonly (readonly string[])[] | null;
  time: TimeInput;
  top?: TopInput | null;
  /** One value per metric over everything asked for, recomputed, not summed. */
  totals?: boolean | null;
  where?: FilterInput | null;
};

export type MetricResult = {
  columns: Column[];
  cost: Cost;
  freshness: Freshness;
  rowCount: number;
  /** In the order asked for; computed anew, not summed. */
  subtotals: Subtotal[];
  /** Per metric, over all rows, also those beyond the limit; empty where not asked for. */
  totals: Total[];
  /** There were more rows than `limit`. */
  truncated: boolean;
};

export type ModelRun = {
  durationMs: number;
  error: string | null;
  model: string;
  partitions: number | null;
  rows: number | null;
  startedAt: string;
};

export type ModelStatus = {
  builtAt: string | null;
  durationMs: number | null;
  kind: string;
  lastError: string | null;
  name: string;
  partitions: number | null;
  rows: number | null;
  version: string | null;
};

/** Anything with an id of its own. */
export type Node = {
  id: string;
};

/** One row per order with its milestones as they are reached. */
export type Order = {
  cancelledAt: string | null;
  channel: string;
  channelOrderNo: string;
  city: string;
  country: string;
  currency: string;
  customer: Customer | null;
  customerKey: string;
  deliveredAt: string | null;
  entity: string;
  fulfilment: string;
  id: string;
  lineCount: number;
  marketplace: string;
  orderId: string;
  paidAt: string | null;
  placedAt: string;
  /** in the marketplace's own zone */
  placedDay: string;
  profitCenter: string;
  promiseDeliverBy: string | null;
  promiseShipBy: string | null;
  /** given back so far: goods, tax and shipping */
  refundedAmount: string;
  shippedAt: string | null;
  shopId: string;
  status: string;
  /** what the buyer owes */
  totalAmount: string;
  units: string;
};

export type OrderConnection = {
  edges: OrderEdge[];
  nodes: Order[];
  pageInfo: PageInfo;
  totalCount: number;
};

export type OrderEdge = {
  cursor: string;
  node: Order;
};

export type OrderField = 'cancelledAt' | 'channel' | 'channelOrderNo' | 'city' | 'country' | 'currency' | 'customerKey' | 'deliveredAt' | 'entity' | 'fulfilment' | 'lineCount' | 'marketplace' | 'orderId' | 'paidAt' | 'placedAt' | 'placedDay' | 'profitCenter' | 'promiseDeliverBy' | 'promiseShipBy' | 'refundedAmount' | 'shippedAt' | 'shopId' | 'status' | 'totalAmount' | 'units';

export type OrderFilter = {
  cancelledAt?: DateTimeFilter | null;
  channel?: StringFilter | null;
  channelOrderNo?: StringFilter | null;
  city?: StringFilter | null;
  country?: StringFilter | null;
  currency?: StringFilter | null;
  customerKey?: StringFilter | null;
  deliveredAt?: DateTimeFilter | null;
  entity?: StringFilter | null;
  fulfilment?: StringFilter | null;
  lineCount?: LongFilter | null;
  marketplace?: StringFilter | null;
  orderId?: StringFilter | null;
  paidAt?: DateTimeFilter | null;
  placedAt?: DateTimeFilter | null;
  placedDay?: DateFilter | null;
  profitCenter?: StringFilter | null;
  promiseDeliverBy?: DateTimeFilter | null;
  promiseShipBy?: DateTimeFilter | null;
  refundedAmount?: DecimalFilter | null;
  shippedAt?: DateTimeFilter | null;
  shopId?: StringFilter | null;
  status?: StringFilter | null;
  totalAmount?: DecimalFilter | null;
  units?: DecimalFilter | null;
};

export type OrderInput = {
  direction: Direction;
  field: string;
};

export type OrderOrder = {
  direction: Direction;
  field: OrderField;
};

export type PageInfo = {
  endCursor: string | null;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
};

export type Pipelines = {
  models: ModelStatus[];
  /** Newest first. */
  runs: ModelRun[];
  topics: TopicStatus[];
};

/** Advice to buy, and what became of it. A view, so that a decision can be read as soon as it is stored. */
export type PurchaseSuggestion = {
  decidedAt: string | null;
  decidedBy: string;
  due: string;
  id: string;
  modelVersion: string;
  nodeId: string;
  proposedAt: string;
  qty: string;
  reason: string;
  sku: string;
  /** proposed, approved, edited or rejected */
  state: string;
  suggestionId: string;
  supplier: Supplier | null;
  supplierId: string;
  title: string;
  /** grows with every change */
  version: number;
};

export type PurchaseSuggestionConnection = {
  edges: PurchaseSuggestionEdge[];
  nodes: PurchaseSuggestion[];
  pageInfo: PageInfo;
  totalCount: number;
};

export type PurchaseSuggestionEdge = {
  cursor: string;
  node: PurchaseSuggestion;
};

export type PurchaseSuggestionField = 'decidedAt' | 'decidedBy' | 'due' | 'modelVersion' | 'nodeId' | 'proposedAt' | 'qty' | 'reason' | 'sku' | 'state' | 'suggestionId' | 'supplierId' | 'title' | 'version';

export type PurchaseSuggestionFilter = {
  decidedAt?: DateTimeFilter | null;
  decidedBy?: StringFilter | null;
  due?: DateFilter | null;
  modelVersion?: StringFilter | null;
  nodeId?: StringFilter | null;
  proposedAt?: DateTimeFilter | null;
  qty?: DecimalFilter | null;
  reason?: StringFilter | null;
  sku?: StringFilter | null;
  state?: StringFilter | null;
  suggestionId?: StringFilter | null;
  supplierId?: StringFilter | null;
  title?: StringFilter | null;
  version?: LongFilter | null;
};

export type PurchaseSuggestionOrder = {
  direction: Direction;
  field: PurchaseSuggestionField;
};

export type QuarantineConnection = {
  edges: QuarantineEdge[];
  nodes: QuarantinedEvent[];
  pageInfo: PageInfo;
  totalCount: number;
};

export type QuarantineEdge = {
  cursor: string;
  node: QuarantinedEvent;
};

export type QuarantinedEvent = {
  offset: number;
  partition: number;
  payload: string;
  reason: string;
  receivedAt: string;
  topic: string;
};

export type RateKind = 'AVG_MONTH' | 'BUDGET' | 'CLOSE' | 'SPOT';

export type ResourceChange = {
  at: string;
  resource: string;
  version: string;
};

/** Years of 52 or 53 whole weeks. */
export type RetailCalendarInput = {
  /** The year ends on the last `weekday` of `month`, or on the one nearest its end. */
  ends?: RetailEnd | null;
  /** 1 to 12. */
  month?: number | null;
  /** Weeks of the three months of a quarter. */
  pattern?: RetailPattern | null;
  weekday?: Weekday | null;
};

export type RetailEnd = 'LAST' | 'NEAREST';

export type RetailPattern = 'WEEKS_4_4_5' | 'WEEKS_4_5_4' | 'WEEKS_5_4_4';

export type Role = 'DATA' | 'EXECUTIVE' | 'OPERATOR' | 'SCREEN';

export type RollupUse = 'AUTO' | 'OFF';

export type Screen = {
  currency: string;
  /** Panels in their slots. */
  definition: unknown;
  id: string;
  language: string;
  timeZone: string;
  title: string;
  /** Changes with the definition. */
  version: string;
};

export type Session = {
  expiresAt: string;
  /** Told once; send it as `Authorization: Bearer <token>`. */
  token: string;
  viewer: Viewer;
};

/** Every SKU with its stock, its forecast and how long the one covers the other. */
export type Sku = {
  /** free to sell */
  available: string;
  brand: string;
  /** first step of the category path */
  category: string;
  categoryPath: string;
  daysOfCover: number | null;
  daysOfCoverWithInbound: number | null;
  /** units expected over the next 28 days */
  forecast28d: number | null;
  id: string;
  /** on its way to the node */
  inbound: string;
  launchDate: string | null;
  /** 30 where the supplier's is not known */
  leadTimeDays: number | null;
  parentSku: string;
  /** The first purchaseSuggestions of this row, in the order of their key. */
  purchaseSuggestions: PurchaseSuggestion[];
  risk: string;
  sku: string;
  status: string;
  supplier: Supplier | null;
  supplierId: string;
  supplierName: string;
  title: string;
  weightKg: string | null;
};

export type SkuConnection = {
  edges: SkuEdge[];
  nodes: Sku[];
  pageInfo: PageInfo;
  totalCount: number;
};

export type SkuEdge = {
  cursor: string;
  node: Sku;
};

export type SkuField = 'available' | 'brand' | 'category' | 'categoryPath' | 'daysOfCover' | 'daysOfCoverWithInbound' | 'forecast28d' | 'inbound' | 'launchDate' | 'leadTimeDays' | 'parentSku' | 'risk' | 'sku' | 'status' | 'supplierId' | 'supplierName' | 'title' | 'weightKg';

export type SkuFilter = {
  available?: DecimalFilter | null;
  brand?: StringFilter | null;
  category?: StringFilter | null;
  categoryPath?: StringFilter | null;
  daysOfCover?: FloatFilter | null;
  daysOfCoverWithInbound?: FloatFilter | null;
  forecast28d?: FloatFilter | null;
  inbound?: DecimalFilter | null;
  launchDate?: DateFilter | null;
  leadTimeDays?: LongFilter | null;
  parentSku?: StringFilter | null;
  risk?: StringFilter | null;
  sku?: StringFilter | null;
  status?: StringFilter | null;
  supplierId?: StringFilter | null;
  supplierName?: StringFilter | null;
  title?: StringFilter | null;
  weightKg?: DecimalFilter | null;
};

export type SkuOrder = {
  direction: Direction;
  field: SkuField;
};

export type StringFilter = {
  eq?: string | null;
  gte?: string | null;
  in?: readonly string[] | null;
  isNull?: boolean | null;
  /** SQL pattern, upper and lower case alike; % stands for any text, _ for one character. */
  like?: string | null;
  lt?: string | null;
};

export type Subtotal = {
  by: string[];
  columns: Column[];
  rowCount: number;
  truncated: boolean;
};

/** Scorecard of every supplier over the year before the day: quality 35 %, delivery 30 %, cost 20 %, service 15 %. */
export type Supplier = {
  /** orders acknowledged within 48 hours */
  acknowledgedRate: number | null;
  costScore: number | null;
  country: string;
  deliveryScore: number | null;
  /** a critical defect that reached us allows no better than C */
  grade: string;
  id: string;
  /** too few lines to rely on */
  isTentative: number;
  name: string;
  onTimeRate: number | null;
  poLines: number;
  /** rejected of a million received */
  ppm: number | null;
  /** paid against standard price */
  priceVariance: number | null;
  /** The first purchaseSuggestions of this row, in the order of their key. */
  purchaseSuggestions: PurchaseSuggestion[];
  qualityEscapes: number;
  qualityScore: number | null;
  score: number | null;
  serviceScore: number | null;
  /** The first skus of this row, in the order of their key. */
  skus: Sku[];
  /** of the purchase order */
  status: string;
  supplierId: string;
};

export type SupplierConnection = {
  edges: SupplierEdge[];
  nodes: Supplier[];
  pageInfo: PageInfo;
  totalCount: number;
};

export type SupplierEdge = {
  cursor: string;
  node: Supplier;
};

export type SupplierField = 'acknowledgedRate' | 'costScore' | 'country' | 'deliveryScore' | 'grade' | 'isTentative' | 'name' | 'onTimeRate' | 'poLines' | 'ppm' | 'priceVariance' | 'qualityEscapes' | 'qualityScore' | 'score' | 'serviceScore' | 'status' | 'supplierId';

export type SupplierFilter = {
  acknowledgedRate?: FloatFilter | null;
  costScore?: FloatFilter | null;
  country?: StringFilter | null;
  deliveryScore?: FloatFilter | null;
  grade?: StringFilter | null;
  isTentative?: LongFilter | null;
  name?: StringFilter | null;
  onTimeRate?: FloatFilter | null;
  poLines?: LongFilter | null;
  ppm?: FloatFilter | null;
  priceVariance?: FloatFilter | null;
  qualityEscapes?: LongFilter | null;
  qualityScore?: FloatFilter | null;
  score?: FloatFilter | null;
  serviceScore?: FloatFilter | null;
  status?: StringFilter | null;
  supplierId?: StringFilter | null;
};

export type SupplierOrder = {
  direction: Direction;
  field: SupplierField;
};

export type TickerOrder = {
  channel: string;
  city: string | null;
  country: string | null;
  currency: string;
  orderId: string;
  placedAt: string;
  shopId: string;
  status: string;
  totalAmount: string;
  units: string | null;
};

/** Either `preset`, or `campaign`, or `from` with or without `to`. */
export type TimeInput = {
  /** Where weeks and years begin, if not where the company lets them. */
  calendar?: CalendarInput | null;
  /** The days of a feast or campaign. */
  campaign?: CampaignInput | null;
  /** Date or instant, included. */
  from?: string | null;
  grain?: Grain | null;
  preset?: TimePreset | null;
  /** IANA name, or `marketplace`: each row on the day its own marketplace had. */
  timeZone?: string | null;
  /** Date or instant, excluded. */
  to?: string | null;
};

export type TimePreset = 'FISCAL_YEAR_TO_DATE' | 'LAST_7_DAYS' | 'LAST_12_MONTHS' | 'LAST_28_DAYS' | 'LAST_90_DAYS' | 'LAST_MONTH' | 'LAST_QUARTER' | 'LAST_WEEK' | 'LAST_YEAR' | 'MONTH_TO_DATE' | 'QUARTER_TO_DATE' | 'TODAY' | 'WEEK_TO_DATE' | 'YEAR_TO_DATE' | 'YESTERDAY';

/** Only the best values of a dimension, by a metric over the whole time. */
export type TopInput = {
  by: string;
  count: number;
  dimension: string;
  direction?: Direction | null;
  /** One more row for all the rest; its value is null. */
  others?: boolean | null;
};

/** How far a topic has been stored. */
export type TopicStatus = {
  /** Events with fields that the contract does not know. */
  drifted: number;
  lagOffsets: number;
  lagSeconds: number | null;
  lastEventAt: string | null;
  /** How many there are. */
  partitions: number;
  quarantined: number;
  rows: number;
  topic: string;
};

export type Total = {
  name: string;
  value: string | null;
};

export type Viewer = {
  id: string;
  language: string;
  name: string;
  /** Profit centres the viewer may see; `*` means all. */
  profitCenters: string[];
  role: Role;
  /** Shops the viewer may see; `*` means all. */
  shops: string[];
};

export type WeekStart = 'MONDAY' | 'SUNDAY';

export type Weekday = 'FRIDAY' | 'MONDAY' | 'SATURDAY' | 'SUNDAY' | 'THURSDAY' | 'TUESDAY' | 'WEDNESDAY';
