import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { EntrepotError } from '#errors';
import type { Context } from '../schema/context.ts';
import type { Limits } from './limits.ts';
import { compileCost, type FieldCosts } from './operation-cost.ts';
import type { CostBuckets } from './token-bucket.ts';

/** Fields that cost more than the objects they return: each is at least one statement. */
export const fieldCosts: FieldCosts = {
  'Query.metrics': { own: 50 },
  'Query.pipelines': { own: 50 },
  'Query.quarantine': { own: 20 },
  'Query.metricCatalog': { own: 5 },
  'Mutation.login': { own: 20 },
  'Mutation.decidePurchaseSuggestion': { own: 50 },
  'Subscription.metrics': { own: 50 },
};

/** Depth, aliases, directives, tokens; and no help for those who guess names. */
export function shapeGuard(limits: Limits): Plugin {
  return EnvelopArmorPlugin({
    maxDepth: { n: limits.depth, flattenFragments: true },
    maxAliases: { n: limits.aliases },
    maxDirectives: { n: limits.directives },
    maxTokens: { n: limits.tokens },
    // Its cost rule knows no variables, and was passed once by a fragment named `__schema`; ours follows.
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }) as Plugin;
}

/** The schema's own description is for the data team. */
export function introspectionGuard(): Plugin<Context> {
  return {
    onValidate({ addValidationRule, context }) {
      if ((context as Partial<Context>).caller?.role !== 'data')
        addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}

/** Refuses operations that cost too much, and charges the caller's bucket for the rest. */
export function costGuard(limits: Limits, buckets: CostBuckets): Plugin<Context> {
  const costOf = memoizedCost();
  const charge = (args: ExecutionArguments, context: Context) => {
    const cost = costOf(args);
    if (cost > limits.operationCost) {
      const fix = `Ask for at most ${limits.operationCost}: fewer rows a page, or fewer lists within lists.`;
      throw refusal(
        new EntrepotError('COST_EXCEEDED', `This would cost ${cost} units.`, { asked: String(cost), fix }),
      );
    }
    try {
      buckets.spend(context.caller?.tokenHash ?? 'anonymous', Math.max(cost, 1));
    } catch (error) {
      throw refusal(error as EntrepotError);
    }
  };
  return {
    onExecute: ({ args }) => charge(args as ExecutionArguments, args.contextValue),
    onSubscribe: ({ args }) => charge(args as ExecutionArguments, args.contextValue),
  };
}

type ExecutionArguments = {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null;
  variableValues?: Readonly<Record<string, unknown>> | null;
};

function memoizedCost() {
  const compiled = new WeakMap<DocumentNode, Map<string, ReturnType<typeof compileCost>>>();
  return ({ schema, document, operationName, variableValues }: ExecutionArguments): number => {
    const operation = getOperationAST(document, operationName);
    if (!operation) return 0;
    const ofDocument = compiled.get(document) ?? new Map<string, ReturnType<typeof compileCost>>();
    compiled.set(document, ofDocument);
    const name = operationName ?? '';
    const cost = ofDocument.get(name) ?? compileCost(schema, document, operation, fieldCosts);
    ofDocument.set(name, cost);
    return cost(variableValues ?? {});
  };
}

function refusal(error: EntrepotError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error });
}
