import { useGraphQlJit as compiledExecution } from '@envelop/graphql-jit';
import type { DocumentNode, ExecutionArgs, ExecutionResult, GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Context, Services } from '../schema/context.ts';
import type { Entity } from '../schema/entities/entity.ts';
import {
  createEntityLoaders,
  type EntityLoaders,
  type Row,
  type RunStatement,
} from '../schema/entities/loaders.ts';
import { type Caller, knownCaller } from '../security/caller.ts';
import { costGuard, introspectionGuard, shapeGuard } from '../security/guards.ts';
import type { Limits } from '../security/limits.ts';
import type { CostBuckets } from '../security/token-bucket.ts';
import { isCompilable } from './compilable.ts';

/** One GraphQL operation as it arrived. */
export type GraphQLRequest = {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | undefined;
};

export type Asking = { caller: Caller | undefined; language: string; signal: AbortSignal };

export type GraphQLAnswer = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Runs operations of one schema; a changed schema gets an engine of its own. */
export type GraphQLEngine = {
  readonly schema: GraphQLSchema;
  run(request: GraphQLRequest, asking: Asking): Promise<GraphQLAnswer>;
};

export type EngineOptions = {
  schema: GraphQLSchema;
  entities: readonly Entity[];
  services: Services;
  limits: Limits;
  buckets: CostBuckets;
};

/** Yoga wants one to hand to its plugins; ours look at the caller instead. */
const noRequest = new Request('http://gateway/graphql', { method: 'POST' });

/**
 * Yoga's parsing, validation, guards and execution without its HTTP layer, which costs twice what they do: the HTTP
 * listener has read and checked the body already.
 */
export function createGraphQLEngine(options: EngineOptions): GraphQLEngine {
  const { schema, entities, services, limits, buckets } = options;
  const yoga = createYoga<Context>({
    schema,
    // The listener words errors itself, since it knows who asked.
    maskedErrors: false,
    logging: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    plugins: [
      shapeGuard(limits),
      introspectionGuard(),
      costGuard(limits, buckets),
      compiledExecution(
        {},
        {
          enableIf: compilable(),
          onError: (result) => services.log.warn({ result }, 'a document cannot be compiled'),
        },
      ),
    ],
  });
  return {
    schema,
    run: async (request, asking) => {
      const context = contextOf(asking, services, entities);
      return (await yoga.getResultForParams(
        { params: request, request: noRequest },
        context as never,
      )) as GraphQLAnswer;
    },
  };
}

function contextOf(asking: Asking, services: Services, entities: readonly Entity[]): Context {
  let loaders: EntityLoaders | undefined;
  const run: RunStatement = ({ sql, parameters }) =>
    services.warehouse.rows<Row>(sql, parameters, {
      signal: asking.signal,
      // Fields are aliases of columns, and may be called like another column.
      settings: { ...boundedSettings(services.statementTimeoutMs), prefer_column_name_to_alias: 1 },
    });
  return {
    services,
    entities,
    caller: asking.caller,
    language: asking.language,
    // Asked for only by what starts a statement.
    get signal() {
      return asking.signal;
    },
    run,
    loaders: () => {
      loaders ??= createEntityLoaders(knownCaller(asking.caller).viewer, run);
      return loaders;
    },
  };
}

/** A statement ends with its time or its client. */
export function boundedSettings(timeoutMs: number): Record<string, number> {
  return {
    max_execution_time: Math.ceil(timeoutMs / 1_000),
    cancel_http_readonly_queries_on_client_close: 1,
  };
}

/** Looks at each document once. */
function compilable() {
  const known = new WeakMap<DocumentNode, boolean>();
  return ({ schema, document }: Pick<ExecutionArgs, 'schema' | 'document'>): boolean => {
    const found = known.get(document) ?? isCompilable(schema, document);
    known.set(document, found);
    return found;
  };
}
