/** The Content-Type a ClickHouse server gives to a format. */
export function contentType(format: string): string {
  const name = format.toLowerCase();
  if (/^json.*(eachrow|lines)/.test(name) || name === 'ndjson') return 'application/x-ndjson; charset=UTF-8';
  if (name.startsWith('json')) return 'application/json; charset=UTF-8';
  if (name.startsWith('csv')) return 'text/csv; charset=UTF-8';
  if (/^(tsv|tabseparated)/.test(name)) return 'text/tab-separated-values; charset=UTF-8';
  if (name === 'xml') return 'application/xml; charset=UTF-8';
  if (name === 'markdown') return 'text/markdown; charset=UTF-8';
  if (/^(native|rowbinary|arrow|parquet|orc|avro|protobuf|msgpack|bson|npy|rawblob)/.test(name)) {
    return 'application/octet-stream';
  }
  return 'text/plain; charset=UTF-8';
}
