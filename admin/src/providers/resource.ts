/** How a React-Admin resource is read from the gateway's schema. */
export type GatewayResource = {
  /** Name of the resource and of the connection field, e.g. `orders`. */
  connection: string;
  /** Field for one record, e.g. `order`, and its argument, which is also the record's id: `orderId`. */
  single: string;
  key: string;
  /** GraphQL types of `filter` and `orderBy`. */
  filterType: string;
  orderType: string;
  /** Selections of a list row and, beyond them, of a detail page. */
  row: string;
  detail: string;
};

export const gatewayResources = {
  orders: {
    connection: 'orders',
    single: 'order',
    key: 'orderId',
    filterType: 'OrderFilter',
    orderType: 'OrderOrder',
    row: `orderId channelOrderNo channel shopId marketplace profitCenter country city customerKey status placedAt
      shippedAt deliveredAt lineCount units currency totalAmount refundedAmount`,
    detail: `entity fulfilment paidAt cancelledAt promiseShipBy promiseDeliverBy
      customer { customerKey segment frequency monetaryAmount currency }`,
  },
  customers: {
    connection: 'customers',
    single: 'customer',
    key: 'customerKey',
    filterType: 'CustomerFilter',
    orderType: 'CustomerOrder',
    row: `customerKey channel shopId country segment r f m recencyDays frequency monetaryAmount currency
      firstOrderDay lastOrderDay`,
    detail:
      'profitCenter orders(first: 50) { orderId channelOrderNo placedAt status units totalAmount currency }',
  },
  suppliers: {
    connection: 'suppliers',
    single: 'supplier',
    key: 'supplierId',
    filterType: 'SupplierFilter',
    orderType: 'SupplierOrder',
    row: `supplierId name country status score grade qualityScore deliveryScore costScore serviceScore ppm onTimeRate
      poLines`,
    detail: `priceVariance acknowledgedRate qualityEscapes isTentative
      purchaseSuggestions(first: 20) { suggestionId sku nodeId qty due state }
      skus(first: 20) { sku title risk daysOfCover }`,
  },
  skus: {
    connection: 'skus',
    single: 'sku',
    key: 'sku',
    filterType: 'SkuFilter',
    orderType: 'SkuOrder',
    row: `sku title brand category supplierName status launchDate risk available inbound forecast28d daysOfCover
      leadTimeDays`,
    detail: `parentSku categoryPath weightKg supplierId daysOfCoverWithInbound supplier { supplierId name grade }
      purchaseSuggestions(first: 20) { suggestionId nodeId qty due state }`,
  },
  purchaseSuggestions: {
    connection: 'purchaseSuggestions',
    single: 'purchaseSuggestion',
    key: 'suggestionId',
    filterType: 'PurchaseSuggestionFilter',
    orderType: 'PurchaseSuggestionOrder',
    row: `suggestionId sku title nodeId supplierId qty due reason modelVersion state decidedBy proposedAt
      decidedAt`,
    detail: 'supplier { supplierId name grade }',
  },
} as const satisfies Record<string, GatewayResource>;

export type ResourceName = keyof typeof gatewayResources;

export function resourceOf(name: string): GatewayResource {
  const resource = (gatewayResources as Record<string, GatewayResource>)[name];
  if (resource === undefined) throw new Error(`There is no resource «${name}».`);
  return resource;
}

/** One static document per resource and method, so that each can be persisted. */
export function documentsOf({
  connection,
  single,
  key,
  filterType,
  orderType,
  row,
  detail,
}: GatewayResource) {
  return {
    list: `query ${connection}List($first: Int, $skip: Int, $filter: ${filterType}, $search: String, $orderBy: [${orderType}!]) {
  ${connection}(first: $first, skip: $skip, filter: $filter, search: $search, orderBy: $orderBy) {
    totalCount
    nodes { ${row} }
    pageInfo { hasNextPage hasPreviousPage }
  }
}`,
    one: `query ${connection}One($id: ID!) { ${single}(${key}: $id) { ${row} ${detail} } }`,
  };
}
