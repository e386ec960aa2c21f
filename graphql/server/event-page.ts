import type { AsyncApiDocument, FieldSchema } from './async-api-document.ts';
import { code, escaped, htmlPage, table } from './html.ts';

/** Everything there is to know to write or to read one event; undefined where there is no such topic. */
export function eventPage(document: AsyncApiDocument, topic: string, language: string): string | undefined {
  const messages = document.components?.messages ?? {};
  const message = Object.hasOwn(messages, topic) ? messages[topic] : undefined;
  if (!message) return undefined;
  const tables = Object.entries(message['x-clickhouse-tables'] ?? {})
    .map(([use, names]) => [escaped(use), [names].flat().map(code).join(', ')])
    .filter(([, names]) => names !== '');
  const fields = [...fieldsOf(message.payload?.schema ?? {}, '')];
  return htmlPage(
    topic,
    language,
    `<p><a href="/docs">All events</a></p>
<p>${escaped(message.summary ?? '')} Kafka key: ${escaped(message.bindings?.kafka?.key?.description ?? '')}</p>
<h2>Fields</h2>
${table(['Field', 'Type', 'Required', 'Allowed', 'What it says'], fields)}
<h2>Where it lies in ClickHouse</h2>
${table(['For', 'Name'], tables)}
<h2>Example</h2>
<pre>${escaped(JSON.stringify(message.examples?.[0]?.payload ?? {}, null, 2))}</pre>`,
  );
}

function* fieldsOf(schema: FieldSchema, path: string): Generator<string[]> {
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const field = `${path}${key}`;
    const choices = property.anyOf?.filter(({ type }) => type !== 'null') ?? [];
    const value = choices.length === 1 ? { ...property, ...choices[0]! } : property;
    const required = (schema.required?.includes(key) ?? false) && choices.length === 0;
    const type = [[value.type ?? ''].flat().join(' | '), value['x-clickhouse-type']].filter(Boolean);
    yield [
      code(field),
      type.map((text) => code(text!)).join(' '),
      required ? 'yes' : '',
      code(allowed(value)),
      escaped(property.description ?? value.description ?? ''),
    ];
    yield* fieldsOf(value, `${field}.`);
    if (value.items) yield* fieldsOf(value.items, `${field}[].`);
  }
}

function allowed(field: FieldSchema): string {
  if (field.enum) return field.enum.join(' | ');
  if (field.format) return field.format;
  if (field.pattern) return field.pattern;
  const [low, high] = [field.minimum ?? field.minLength, field.maximum ?? field.maxLength ?? field.maxItems];
  if (low === undefined && high === undefined) return '';
  return `${low ?? ''} … ${high ?? ''}`;
}
