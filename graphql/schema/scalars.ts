import { GraphQLError, Kind, type ValueNode } from 'graphql';

type ScalarDefinition<Input, Output> = {
  description: string;
  serialize(value: unknown): Output;
  parseValue(value: unknown): Input;
  parseLiteral(node: ValueNode): Input;
};

function textScalar(description: string, pattern: RegExp, example: string): ScalarDefinition<string, string> {
  const accept = (value: unknown) => {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && pattern.test(text)) return text;
    throw new GraphQLError(
      `${JSON.stringify(value)} is not acceptable here; write for example "${example}".`,
    );
  };
  return {
    description,
    serialize: (value) => (typeof value === 'string' ? value : String(value)),
    parseValue: accept,
    parseLiteral: (node) => accept('value' in node ? node.value : undefined),
  };
}

const day = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;

export const decimalScalar = textScalar(
  'Text of a decimal number: no digit is ever rounded away.',
  /^-?\d{1,38}(\.\d{1,18})?$/,
  '12.50',
);
export const dateScalar = textScalar('A calendar day.', new RegExp(`^${day}$`), '2026-03-01');
export const dateTimeScalar = textScalar(
  'An instant, ISO 8601 with zone.',
  new RegExp(`^${day}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$`),
  '2026-03-01T09:30:00Z',
);

const wholeNumber = (value: unknown): number => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw new GraphQLError(`${JSON.stringify(value)} is not a whole number below 2^53.`);
};

/** ClickHouse's 64-bit integers: GraphQL's own Int ends at 2^31. */
export const longScalar: ScalarDefinition<number, number> = {
  description: 'A whole number as a JSON number; beyond 2^53 it is refused, never rounded.',
  serialize: wholeNumber,
  parseValue: wholeNumber,
  parseLiteral: (node) => wholeNumber(node.kind === Kind.INT ? Number(node.value) : undefined),
};

/** What only travels out of the gateway: whole columns and documents that it does not look into. */
export function outgoingScalar<Output>(description: string): ScalarDefinition<never, Output> {
  const refuse = (): never => {
    throw new GraphQLError('This type is for answers only.');
  };
  return {
    description,
    // Columns go out as they came from the metric layer: looking at each value again would cost more than the answer.
    serialize: (value) => value as Output,
    parseValue: refuse,
    parseLiteral: refuse,
  };
}
