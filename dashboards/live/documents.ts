/** Static documents, so that a gateway may accept them by their hash alone. */

export const screenDocument = /* GraphQL */ `
  query WallScreen($id: ID!) {
    screen(id: $id) { id definition }
  }
`;

export const catalogueDocument = /* GraphQL */ `
  query WallCatalogue($language: String) {
    metricCatalog(language: $language) { name label better }
  }
`;

export const metricsDocument = /* GraphQL */ `
  subscription WallMetrics($input: MetricQueryInput!) {
    metrics(input: $input) {
      columns { name kind type unit currency strings numbers decimals }
      rowCount
      freshness { watermark }
    }
  }
`;

export const tickerDocument = /* GraphQL */ `
  subscription WallOrders($first: Int!) {
    orderTicker(first: $first) { orderId channel shopId country city placedAt totalAmount currency }
  }
`;

export const riskDocument = /* GraphQL */ `
  query WallStockRisk($first: Int!, $days: Float!) {
    skus(
      first: $first
      filter: { status: { eq: "active" }, daysOfCover: { lt: $days } }
      orderBy: [{ field: daysOfCover, direction: ASC }]
    ) {
      totalCount
      nodes { sku title category available inbound forecast28d daysOfCover }
    }
    known: skus(first: 1, filter: { daysOfCover: { isNull: false } }) { totalCount }
  }
`;

export const changesDocument = /* GraphQL */ `
  subscription WallChanges($resources: [String!]!) {
    resourceChanged(resources: $resources) { resource version at }
  }
`;
