import { EntrepotError, nearest } from '#errors';
import type { Contract } from '../../contracts/contract.ts';
import { jsonSchemaOf } from '../../contracts/lower/columns.ts';
import { flag, readAs } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import type { Fields } from './declaration.ts';
import { type Expression, parseExpression, type Scope } from './expression.ts';

type Schema = ReturnType<typeof jsonSchemaOf>;

/** Asks for the value of an expression at a place of the payload. */
export type Ask = (expression: Expression, scope: Scope) => Payload | undefined;
/** Makes a part of an event's body out of a place in the payload; undefined where nothing of it is there. */
export type Build = (scope: Scope, ask: Ask, currency: Expression | undefined) => unknown;

/** Notes a fault and goes on, so that all of them are told at once. */
export type Fault = (where: string, error: unknown) => void;

/** What the builders know of the declaration around the fields. */
export type Declared = {
  /** An expression, checked; undefined where it has a fault, which is noted. */
  expression(source: string, where: string): Expression | undefined;
  /** Whether the event says in which currency plain amounts are. */
  hasCurrency: boolean;
  /** An event that always deletes says which entity, and nothing else of it. */
  onlyDeletes: boolean;
};

/** How the body of an event is made: declared fields laid over the contract's shape. */
export function bodyBuilder(contract: Contract, fields: Fields, fault: Fault, declared: Declared): Build {
  return objectBuilder(jsonSchemaOf(contract.shape), fields, '', {
    fault,
    declared,
    entityField: contract.entity,
  });
}

type Making = { fault: Fault; declared: Declared; entityField: string };

function objectBuilder(schema: Schema, fields: Fields, path: string, making: Making): Build {
  const { fault } = making;
  const known = schema.properties ?? {};
  const members = Object.entries(fields).flatMap(([name, declared]): [string, Build, string][] => {
    const where = path === '' ? name : `${path}.${name}`;
    const property = known[name];
    if (property === undefined) {
      fault(where, unknownField(name, Object.keys(known)));
      return [];
    }
    const build = builderOf(plain(property), declared, where, making);
    // An object that must be there may be empty.
    const isObject = typeof declared !== 'string' && plain(property).type === 'object';
    const wanted = isObject && plain(property) === property && (schema.required ?? []).includes(name);
    return [[name, wanted ? (...place) => build(...place) ?? {} : build, where]];
  });
  for (const name of schema.required ?? []) {
    const told = Object.hasOwn(fields, name);
    if (!told && (!making.declared.onlyDeletes || name === making.entityField))
      fault(path === '' ? name : `${path}.${name}`, missingField(name));
  }
  return (scope, ask, currency) => {
    const built = members.flatMap(([name, build, where]) => {
      const value = located(where, () => build(scope, ask, currency));
      return value === undefined ? [] : [[name, value]];
    });
    return built.length === 0 && path !== '' ? undefined : Object.fromEntries(built);
  };
}

/** A refusal of a value says of which field it is. */
function located<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof EntrepotError) || error.at !== undefined) throw error;
    const { code, asked, available, fix, cause } = error;
    throw new EntrepotError(code, `«${where}»: ${error.message}`, {
      asked,
      available,
      fix,
      at: where,
      cause,
    });
  }
}

function builderOf(schema: Schema, given: string | Fields, where: string, making: Making): Build {
  const { fault, declared } = making;
  if (typeof given === 'string') {
    const expression = declared.expression(given, where);
    if (expression === undefined) return () => undefined;
    if (schema.lowersTo === 'Money') {
      if (!declared.hasCurrency) fault(where, noCurrency());
      return moneyBuilder(expression);
    }
    if (schema.type === 'array') return (scope, ask) => [ask(expression, scope) ?? []].flat();
    if (schema.type === 'object') {
      fault(
        where,
        new EntrepotError('SOURCE_INVALID', 'an object was expected', { fix: 'Name its members.' }),
      );
    }
    return (scope, ask) => typed(ask(expression, scope), schema.type);
  }
  if (schema.type !== 'array') return objectBuilder(schema, given, where, making);
  const { each, ...fields } = given;
  const list = typeof each === 'string' ? declared.expression(each, `${where}.each`) : undefined;
  if (list === undefined) {
    fault(
      where,
      new EntrepotError('SOURCE_INVALID', 'a list needs «each»', { fix: 'Say where its elements lie.' }),
    );
    return () => undefined;
  }
  const element = objectBuilder(schema.items!, fields, `${where}[]`, making);
  return (scope, ask, currency) =>
    [ask(list, scope) ?? []]
      .flat()
      .map(
        (record) =>
          element(
            { record, around: scope, payload: scope.payload, event: scope.event ?? scope },
            ask,
            currency,
          ) ?? {},
      );
}

/** An amount whose currency the event says once; in a list as well, it is the event's. */
function moneyBuilder(amount: Expression): Build {
  return (scope, ask, currency) => {
    const value = ask(amount, scope);
    if (value === undefined) return undefined;
    return { amount: value, currency: currency && ask(currency, scope.event ?? scope) };
  };
}

function typed(value: Payload | undefined, type: string | undefined): unknown {
  if (value === undefined) return undefined;
  if (type === 'string' && typeof value === 'boolean') return String(value);
  if (type === 'boolean') return readAs(flag, value, 'a yes or no');
  if (type !== 'integer') return value;
  if (typeof value === 'string' && /^-?\d+(\.0+)?$/.test(value)) return Number(value);
  throw new EntrepotError('PAYLOAD_INVALID', `«${JSON.stringify(value)}» is not a whole number.`, {
    asked: JSON.stringify(value),
    fix: 'Lead the path to a whole number.',
  });
}

/** `anyOf [X, null]` is how JSON Schema writes «may be null». */
function plain(schema: Schema): Schema {
  const choices = schema.anyOf?.filter(({ type }) => type !== 'null');
  return choices?.length === 1 ? choices[0]! : schema;
}

export function parsed(source: string, where: string, fault: Fault): Expression | undefined {
  try {
    return parseExpression(source);
  } catch (error) {
    fault(where, error);
    return undefined;
  }
}

const unknownField = (name: string, available: readonly string[]) =>
  new EntrepotError('SOURCE_INVALID', `the contract has no field «${name}»`, {
    asked: name,
    available: nearest(name, available),
    fix: 'Use a field of the contract, or put it under «extra».',
  });

const noCurrency = () =>
  new EntrepotError('SOURCE_INVALID', 'an amount needs a currency', {
    fix: 'Add «currency» to the event, or write { amount: …, currency: … }.',
  });

const missingField = (name: string) =>
  new EntrepotError('SOURCE_INVALID', `the contract wants «${name}»`, {
    asked: name,
    fix: 'Say where it comes from.',
  });
