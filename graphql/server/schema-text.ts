import { type GraphQLSchema, printSchema } from 'graphql';

const printed = new WeakMap<GraphQLSchema, string>();

/** The schema as text. */
export function schemaText(schema: GraphQLSchema): string {
  let text = printed.get(schema);
  if (text === undefined) {
    text = `${printSchema(schema)}\n`;
    printed.set(schema, text);
  }
  return text;
}
