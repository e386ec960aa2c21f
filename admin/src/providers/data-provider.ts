import { type DataProvider, HttpError, type RaRecord } from 'ra-core';
import { type Client, ClientError } from '#client';
import { gatewayFilter } from './filter.ts';
import { documentsOf, type GatewayResource, gatewayResources, resourceOf } from './resource.ts';

type Row = Record<string, unknown>;
type ListAnswer = Record<
  string,
  { totalCount: number; nodes: Row[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean } }
>;

/** The one thing that can be changed here. */
export const decideDocument = `mutation decide($input: DecidePurchaseSuggestionInput!) {
  decidePurchaseSuggestion(input: $input) { ${gatewayResources.purchaseSuggestions.row} }
}`;

/** HTTP status that React-Admin understands for each of the gateway's refusals. */
const statusOf: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INPUT_INVALID: 422,
  RATE_LIMITED: 429,
};

/**
 * React-Admin's view of the gateway. Records are read only but for one decision: `update` of a purchase suggestion
 * approves or rejects it (`data.decision`, `data.qty`).
 */
export function createDataProvider(client: Client): DataProvider {
  const query = async <T>(document: string, variables: Row, signal?: AbortSignal): Promise<T> => {
    try {
      return await client.query<T>(document, variables, signal ? { signal } : {});
    } catch (error) {
      throw error instanceof ClientError ? httpError(error) : error;
    }
  };

  const list = async (resource: GatewayResource, variables: Row, signal?: AbortSignal) => {
    const answer = await query<ListAnswer>(documentsOf(resource).list, variables, signal);
    const { nodes, totalCount, pageInfo } = answer[resource.connection]!;
    return { data: nodes.map((row) => record(resource, row)), total: totalCount, pageInfo };
  };

  const byIds = async (name: string, ids: readonly unknown[], signal?: AbortSignal) => {
    const resource = resourceOf(name);
    return list(
      resource,
      { first: Math.min(200, ids.length), filter: { [resource.key]: { in: ids } } },
      signal,
    );
  };

  const provider = {
    supportAbortSignal: true,
    getList: (name, { pagination, sort, filter, signal }) => {
      const resource = resourceOf(name);
      const { page, perPage } = pagination ?? { page: 1, perPage: 25 };
      const orderBy = sort
        ? [{ field: sort.field === 'id' ? resource.key : sort.field, direction: sort.order }]
        : [];
      return list(
        resource,
        { first: perPage, skip: (page - 1) * perPage, orderBy, ...gatewayFilter(filter ?? {}) },
        signal,
      );
    },
    getOne: async (name, { id, signal }) => {
      const resource = resourceOf(name);
      const answer = await query<Record<string, Row | null>>(documentsOf(resource).one, { id }, signal);
      const row = answer[resource.single];
      if (!row) throw new HttpError(`There is no ${resource.single} ${id}.`, 404);
      return { data: record(resource, row) };
    },
    getMany: async (name, { ids, signal }) => ({ data: (await byIds(name, ids, signal)).data }),
    getManyReference: (name, { target, id, pagination, sort, filter, signal }) =>
      provider.getList(name, { pagination, sort, filter: { ...filter, [target]: id }, signal }),
    update: async (name, { id, data }) => {
      if (name !== 'purchaseSuggestions') throw readOnly(name);
      const input = {
        suggestionId: id,
        decision: data.decision,
        ...(data.qty ? { qty: String(data.qty) } : {}),
      };
      const { decidePurchaseSuggestion } = await query<{ decidePurchaseSuggestion: Row }>(decideDocument, {
        input,
      });
      return { data: record(resourceOf(name), decidePurchaseSuggestion) };
    },
    create: (name) => Promise.reject(readOnly(name)),
    updateMany: (name) => Promise.reject(readOnly(name)),
    delete: (name) => Promise.reject(readOnly(name)),
    deleteMany: (name) => Promise.reject(readOnly(name)),
  } as DataProvider<string>;
  return provider;
}

function record<T extends RaRecord>(resource: GatewayResource, row: Row): T {
  return { ...row, id: row[resource.key] } as T;
}

function httpError(error: ClientError): HttpError {
  const text = error.fix ? `${error.message} ${error.fix}` : error.message;
  return new HttpError(text, statusOf[error.code] ?? 500, { code: error.code });
}

function readOnly(name: string): HttpError {
  return new HttpError(`${name} come from events and cannot be changed here.`, 405);
}
