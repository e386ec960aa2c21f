/** What a ClickHouse column is to GraphQL. */
export type ColumnType = {
  scalar: 'String' | 'Int' | 'Long' | 'Float' | 'Boolean' | 'Decimal' | 'Date' | 'DateTime';
  nullable: boolean;
  list: boolean;
  /** Type a value is bound as. */
  parameter: string;
  /** Turns a bound text into a value of the column's type; the placeholder stands for `$`. */
  cast: string;
};

const wrappers = /^(Nullable|LowCardinality)\((.*)\)$/;

/** Reads a type as ClickHouse writes it, e.g. `LowCardinality(Nullable(String))`. Everything unknown is text. */
export function columnTypeOf(type: string): ColumnType {
  let inner = type.trim();
  let nullable = false;
  for (let match = wrappers.exec(inner); match; match = wrappers.exec(inner)) {
    nullable ||= match[1] === 'Nullable';
    inner = match[2]!;
  }
  const array = /^Array\((.*)\)$/.exec(inner);
  if (array) return { ...scalarOf('String'), nullable: false, list: true };
  return { ...scalarOf(inner), nullable, list: false };
}

function scalarOf(type: string): Omit<ColumnType, 'nullable' | 'list'> {
  if (/^(U?Int8|U?Int16|Int32)$/.test(type)) return { scalar: 'Int', parameter: type, cast: '$' };
  if (/^U?Int\d+$/.test(type)) return { scalar: 'Long', parameter: type, cast: '$' };
  if (/^Float(32|64)$/.test(type)) return { scalar: 'Float', parameter: 'Float64', cast: '$' };
  if (type === 'Bool') return { scalar: 'Boolean', parameter: 'Bool', cast: '$' };
  if (type.startsWith('Decimal')) return { scalar: 'Decimal', parameter: type, cast: '$' };
  if (type === 'Date' || type === 'Date32') return { scalar: 'Date', parameter: type, cast: '$' };
  // Instants travel as ISO text, which typed parameters do not read.
  const instant = /^DateTime64\((\d)/.exec(type);
  if (instant) {
    return {
      scalar: 'DateTime',
      parameter: 'String',
      cast: `parseDateTime64BestEffort($, ${instant[1]}, 'UTC')`,
    };
  }
  if (type.startsWith('DateTime')) {
    return { scalar: 'DateTime', parameter: 'String', cast: `parseDateTimeBestEffort($, 'UTC')` };
  }
  return { scalar: 'String', parameter: 'String', cast: '$' };
}
