import { EntrepotError } from '#errors';
import type { Check } from './model.ts';
import { splitList, word } from './value-list.ts';

const forms = [
  'unique(grain)',
  'unique(<columns>)',
  'not_null(<columns>)',
  'accepted(<column>, <value>, …)',
  'relationship(<column>, <model>.<column>)',
];

/**
 * Reads `checks:` and `warn:`.
 *
 * @example
 * parseChecks('unique(grain), accepted(status, open, shipped), relationship(sku, dim_sku.sku)', ['id'], 'm.sql:3')
 */
export function parseChecks(value: string, grain: readonly string[], at: string): Check[] {
  return splitList(value).map((text) => {
    const match = /^([a-z_]+)\s*\((.*)\)$/.exec(text);
    const values = match ? splitList(match[2]!) : [];
    const check = match && checkOf(match[1]!, values, grain);
    if (!check) {
      throw new EntrepotError('MODEL_INVALID', `«${text}» is not a check.`, {
        at,
        asked: text,
        available: forms,
        fix: 'Use one of the forms listed; «grain» needs a «-- grain:» line.',
      });
    }
    return check;
  });
}

function checkOf(kind: string, values: readonly string[], grain: readonly string[]): Check | undefined {
  const [first, second] = values;
  if (first === undefined) return undefined;
  if (kind === 'unique' || kind === 'not_null') {
    const columns = values.flatMap((value) => (value === 'grain' ? grain : [value]));
    return columns.length > 0 && columns.every((column) => word.test(column)) ? { kind, columns } : undefined;
  }
  if (!word.test(first)) return undefined;
  if (kind === 'accepted' && second !== undefined) {
    return { kind, columns: [first], values: values.slice(1).map(unquoted) };
  }
  if (kind === 'relationship' && values.length === 2) {
    const [model, column] = second!.split('.');
    if (model && column && word.test(model) && word.test(column)) {
      return { kind, columns: [first], model, column };
    }
  }
  return undefined;
}

function unquoted(value: string): string {
  return /^'.*'$/.test(value) ? value.slice(1, -1) : value;
}
