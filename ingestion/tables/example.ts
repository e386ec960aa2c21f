import type { Body, Contract } from '../contracts/contract.ts';
import { type Member, type Shape, shapeOf } from './schema.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A body that fulfils a contract: every optional field filled, two elements in every list, texts that want escaping. */
export function exampleBody<C extends Contract>(contract: C): Body<C> {
  return exampleOf(shapeOf(contract)) as Body<C>;
}

/** A value of a part of a body. */
export function exampleOf(shape: Shape): Json {
  if (shape.kind === 'object') {
    return Object.fromEntries(
      shape.members.map(({ key, shape: member }: Member) => [key, exampleOf(member)]),
    );
  }
  if (shape.kind === 'list') return [exampleOf(shape.element), exampleOf(shape.element)];
  const { checks, type } = shape.column;
  if (checks.jsonType === 'boolean') return true;
  if (checks.jsonType === 'integer') return Math.max(1, checks.minimum ?? 1);
  if (checks.enum) return checks.enum[0]!;
  if (type.startsWith('DateTime64')) return '2024-02-29T09:30:00.12Z';
  if (type.startsWith('Date')) return '2024-02-29';
  if (type.startsWith('Decimal')) return '-12.5';
  return textFor(checks.pattern);
}

function textFor(pattern: string | undefined): string {
  if (pattern === undefined) return 'text "quoted" \\ ü\n';
  const known = ['DE', 'EUR', '2026-03'].find((text) => new RegExp(pattern).test(text));
  return known ?? 'text';
}
