/** A column's condition as the gateway takes it. */
export type Condition = Partial<Record<'eq' | 'in' | 'like' | 'gte' | 'lt' | 'isNull', unknown>>;

const suffixes = ['gte', 'lt', 'like'] as const;

/**
 * React-Admin's flat filter as the gateway's: `{status: 'paid'}` → equality, `{status: ['paid']}` → one of,
 * `{placedAt_gte: '2026-01-01'}` → a bound; `q` is the free search and empty values say nothing.
 */
export function gatewayFilter(filter: Record<string, unknown>): {
  filter?: Record<string, Condition>;
  search?: string;
} {
  const conditions: Record<string, Condition> = {};
  let search: string | undefined;
  for (const [name, value] of Object.entries(filter)) {
    if (isEmpty(value)) continue;
    if (name === 'q') {
      search = String(value);
      continue;
    }
    const suffix = suffixes.find((each) => name.endsWith(`_${each}`));
    const column = suffix ? name.slice(0, -suffix.length - 1) : name;
    conditions[column] = { ...conditions[column], ...conditionOf(suffix, value) };
  }
  return {
    ...(Object.keys(conditions).length > 0 ? { filter: conditions } : {}),
    ...(search === undefined ? {} : { search }),
  };
}

function conditionOf(suffix: (typeof suffixes)[number] | undefined, value: unknown): Condition {
  if (suffix === 'like') return { like: `%${value}%` };
  if (suffix) return { [suffix]: value };
  if (Array.isArray(value)) return { in: value };
  if (typeof value === 'object') return value as Condition;
  return { eq: value };
}

/** An input that was opened and left, or cleared again; an empty list of members is one of those. */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
