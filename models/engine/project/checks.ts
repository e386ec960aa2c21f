import { EntrepotError, nearest } from '#errors';
import { reconcileRule, rowsRule, withinMs } from './check-terms.ts';
import type { Check, CheckRule } from './model.ts';
import { listItems, splitList, word } from './value-list.ts';

const forms = {
  unique: 'unique(grain)',
  not_null: 'not_null(<columns>)',
  accepted: 'accepted(<column>, <value>, …)',
  relationship: 'relationship(<column>, <model>.<column>)',
  rows: 'rows(>= 1), rows(1..5000) or rows(50%..200% of 7d)',
  freshness: 'freshness(<time column>, 2 h)',
  reconcile: 'reconcile(sum(<column>) = <model>.sum(<column>) within 0.01)',
  custom: 'custom(<condition on columns>)',
  sql: 'sql(select … from <this model> where …)',
} as const satisfies Record<CheckRule['kind'], string>;

/**
 * Reads `checks:` and `warn:`; `at` tells the file and line of a place in the value. Every mistake is returned.
 *
 * @example
 * parseChecks('unique(grain), accepted(status, open, shipped), rows(>= 1)', ['id'], () => 'm.sql:3')
 */
export function parseChecks(
  value: string,
  grain: readonly string[],
  at: (offset: number) => string,
): { checks: Check[]; problems: EntrepotError[] } {
  const checks: Check[] = [];
  const problems: EntrepotError[] = [];
  for (const { text, offset } of listItems(value)) {
    const [, kind, inner] = /^([a-z_]+)\s*\((.*)\)$/s.exec(text) ?? [];
    const rule = kind !== undefined && inner !== undefined ? ruleOf(kind, inner.trim(), grain) : undefined;
    if (rule) checks.push({ ...rule, text, at: at(offset) });
    else problems.push(notACheck(text, kind, grain, at(offset)));
  }
  return { checks, problems };
}

function ruleOf(kind: string, inner: string, grain: readonly string[]): CheckRule | undefined {
  if (inner === '') return undefined;
  if (kind === 'rows') return rowsRule(inner);
  if (kind === 'reconcile') return reconcileRule(inner);
  if (kind === 'custom') return { kind, condition: inner };
  if (kind === 'sql') return /^(select|with)\s/i.test(inner) ? { kind, select: inner } : undefined;
  return columnRule(kind, splitList(inner), grain);
}

function columnRule(
  kind: string,
  values: readonly string[],
  grain: readonly string[],
): CheckRule | undefined {
  const [first, second] = values;
  if (first === undefined) return undefined;
  if (kind === 'unique' || kind === 'not_null') {
    const columns = values.flatMap((value) => (value === 'grain' ? grain : [value]));
    return columns.length > 0 && columns.every((column) => word.test(column)) ? { kind, columns } : undefined;
  }
  if (!word.test(first) || second === undefined) return undefined;
  if (kind === 'accepted') return { kind, columns: [first], values: values.slice(1).map(unquoted) };
  if (values.length > 2) return undefined;
  if (kind === 'freshness') {
    const ms = withinMs(second);
    return ms === undefined ? undefined : { kind, columns: [first], withinMs: ms };
  }
  const [model, column, ...rest] = second.split('.');
  if (kind !== 'relationship' || rest.length > 0) return undefined;
  const isNamed = model !== undefined && column !== undefined && word.test(model) && word.test(column);
  return isNamed ? { kind, columns: [first], model, column } : undefined;
}

function notACheck(
  text: string,
  kind: string | undefined,
  grain: readonly string[],
  at: string,
): EntrepotError {
  const form = kind !== undefined && kind in forms ? forms[kind as keyof typeof forms] : undefined;
  const close = nearest(kind ?? text, Object.keys(forms), 1)[0] as keyof typeof forms;
  const needsGrain = grain.length === 0 && /\bgrain\b/.test(text);
  return new EntrepotError('MODEL_INVALID', `«${text}» is not a check.`, {
    at,
    asked: text,
    available: form === undefined ? Object.values(forms) : [form],
    fix: needsGrain
      ? '«grain» needs a «-- grain:» line that lists the columns which identify a row.'
      : `Write it as ${form ?? forms[close]}.`,
  });
}

function unquoted(value: string): string {
  return /^'.*'$/.test(value) ? value.slice(1, -1) : value;
}
