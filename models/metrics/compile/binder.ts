import type { Parameters } from '#warehouse';

/** Takes a ClickHouse type and a value, gives the placeholder that stands for it. */
export type Bind = (type: string, value: unknown) => string;

/** Collects the parameters of one statement; the same value of the same type shares one. */
export function createBinder(): { bind: Bind; parameters: Parameters } {
  const parameters: Parameters = {};
  const known = new Map<string, string>();
  return {
    parameters,
    bind: (type, value) => {
      const key = JSON.stringify([type, value]);
      const name = known.get(key) ?? `q${known.size + 1}`;
      known.set(key, name);
      parameters[name] = value;
      return `{${name}:${type}}`;
    },
  };
}
