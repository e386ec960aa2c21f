import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInputType,
  Kind,
  OperationTypeNode,
  typeFromAST,
} from 'graphql';

/**
 * Whether graphql-jit can compile a document. It unrolls the types of variables, which never ends for a tree such as
 * FilterInput, and hands a subscription's first resolver no arguments. Those few documents run on graphql-js instead;
 * their answers are columns, or made once for many, so little is lost.
 */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  return document.definitions.every(
    (definition) =>
      definition.kind !== Kind.OPERATION_DEFINITION ||
      (definition.operation !== OperationTypeNode.SUBSCRIPTION &&
        (definition.variableDefinitions ?? []).every((variable) => {
          const type = typeFromAST(schema, variable.type as never);
          return !type || !isInputType(type) || !containsItself(type, []);
        })),
  );
}

function containsItself(type: GraphQLInputType, above: readonly unknown[]): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return false;
  if (above.includes(named)) return true;
  return Object.values(named.getFields()).some((field) => containsItself(field.type, [...above, named]));
}
