import {
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** What a scalar is in TypeScript once it has travelled as JSON. */
const scalars: Record<string, string> = {
  ID: 'string',
  String: 'string',
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  Long: 'number',
  Decimal: 'string',
  Date: 'string',
  DateTime: 'string',
  JSON: 'unknown',
  StringColumn: '(string | null)[]',
  NumberColumn: '(number | null)[]',
  DecimalColumn: '(string | null)[]',
};

/** The schema as TypeScript types, one per object, input and enum, in schema order. */
export function generateTypes(schema: GraphQLSchema): string {
  const named = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !['Query', 'Mutation', 'Subscription'].includes(type.name),
  );
  const blocks = named.flatMap((type) => {
    const header = type.description
      ? [`/** ${type.description.replaceAll('*/', '*\\/').replaceAll('\n', ' ')} */`]
      : [];
    if (isEnumType(type)) {
      const values = type.getValues().map((value) => `'${value.name}'`);
      return [[...header, `export type ${type.name} = ${values.join(' | ')};`].join('\n')];
    }
    if (isObjectType(type) || isInterfaceType(type)) {
      const fields = Object.values(type.getFields()).map(
        (field) => `${comment(field.description)}  ${field.name}: ${outputType(field.type)};`,
      );
      return [[...header, `export type ${type.name} = {`, ...fields, '};'].join('\n')];
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).map((field) => {
        const optional = isNonNullType(field.type) && field.defaultValue === undefined ? '' : '?';
        return `${comment(field.description)}  ${field.name}${optional}: ${inputType(field.type)};`;
      });
      return [[...header, `export type ${type.name} = {`, ...fields, '};'].join('\n')];
    }
    return [];
  });
  return `// Generated from graphql/schema.graphql. Do not edit.\n\n${blocks.join('\n\n')}\n`;
}

function comment(description: string | null | undefined): string {
  return description ? `  /** ${description.replaceAll('*/', '*\\/').replaceAll('\n', ' ')} */\n` : '';
}

function outputType(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return present(type.ofType);
  return `${present(type)} | null`;
}

function present(type: GraphQLOutputType): string {
  if (isListType(type)) {
    const member = outputType(type.ofType as GraphQLOutputType);
    return member.includes(' ') ? `(${member})[]` : `${member}[]`;
  }
  const { name } = type as { name: string };
  return scalars[name] ?? name;
}

function inputType(type: GraphQLInputType): string {
  if (isNonNullType(type)) return presentInput(type.ofType);
  return `${presentInput(type)} | null`;
}

function presentInput(type: GraphQLInputType): string {
  if (isListType(type)) {
    const member = inputType(type.ofType as GraphQLInputType);
    return member.includes(' ') ? `readonly (${member})[]` : `readonly ${member}[]`;
  }
  const { name } = type as { name: string };
  return scalars[name] ?? name;
}
