import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;
type Cost = (variables: Variables) => number;

/** What a field costs besides its children, and how often its children are answered. */
export type FieldCost = { own: number; defaultFirst?: number };

/** Field costs by `Type.field`; everything else costs 1 when it leads to an object and 0 when it is a value. */
export type FieldCosts = Readonly<Record<string, FieldCost>>;

/**
 * Turns the operation of a document into a function from its variables to cost units: each object costs one unit,
 * multiplied by the `first` of every list above it. Made once per document, evaluated per request. The document must
 * be valid: fragments that include themselves are refused by validation.
 */
export function compileCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  costs: FieldCosts,
): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const defaults = defaultsOf(operation);
  const root = schema.getRootType(operation.operation);
  const ofFragment = new Map<string, Cost>();

  const ofSelections = (typeName: string, selections: SelectionSetNode): Cost => {
    const parts = selections.selections.map((selection): Cost => {
      if (selection.kind === Kind.FIELD) return ofField(typeName, selection);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return ofSelections(selection.typeCondition?.name.value ?? typeName, selection.selectionSet);
      }
      const name = selection.name.value;
      let cost = ofFragment.get(name);
      if (!cost) {
        const fragment = fragments.get(name)!;
        cost = ofSelections(fragment.typeCondition.name.value, fragment.selectionSet);
        ofFragment.set(name, cost);
      }
      return cost;
    });
    return (variables) => parts.reduce((sum, part) => sum + part(variables), 0);
  };

  const ofField = (typeName: string, field: FieldNode): Cost => {
    const type = schema.getType(typeName);
    const definition =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined;
    if (!definition) return () => 0;
    const named = getNamedType(definition.type);
    const given = costs[`${typeName}.${field.name.value}`];
    const own = given?.own ?? (isCompositeType(named) ? 1 : 0);
    if (!field.selectionSet) return () => own;
    const inner = ofSelections(named.name, field.selectionSet);
    const first = definition.args.find((argument) => argument.name === 'first');
    if (!first) {
      const nullable = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
      // Lists without `first` inside a connection (nodes, edges) are multiplied where `first` stands.
      const times = isListType(nullable) ? (given?.defaultFirst ?? 1) : 1;
      return (variables) => own + times * inner(variables);
    }
    const fallback = Number(first.defaultValue ?? given?.defaultFirst ?? 1);
    const asked = firstOf(field, fallback, defaults);
    return (variables) => own + asked(variables) * inner(variables);
  };

  return root ? ofSelections(root.name, operation.selectionSet) : () => 0;
}

function firstOf(field: FieldNode, fallback: number, defaults: Variables): Cost {
  const value = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (value?.kind === Kind.INT) return () => Math.max(0, Number(value.value));
  if (value?.kind !== Kind.VARIABLE) return () => fallback;
  const name = value.name.value;
  return (variables) => {
    const given = variables[name] ?? defaults[name] ?? fallback;
    return Number.isFinite(Number(given)) ? Math.max(0, Number(given)) : fallback;
  };
}

function defaultsOf(operation: OperationDefinitionNode): Variables {
  const defaults: Record<string, unknown> = {};
  for (const definition of operation.variableDefinitions ?? []) {
    const value = definition.defaultValue;
    if (value?.kind === Kind.INT) defaults[definition.variable.name.value] = Number(value.value);
  }
  return defaults;
}
