import { type Catalogue, labelOf } from '#models';
import type { AsyncApiDocument } from './async-api-document.ts';
import { code, escaped, htmlPage, link, table } from './html.ts';

/** One page without scripts: what events the platform takes and what can be asked of it. */
export function docsPage(document: AsyncApiDocument, catalogue: Catalogue, language: string): string {
  const topics = Object.entries(document.channels ?? {})
    .map(
      ([name, channel]) => [channel.address ?? name, channel.description ?? channel.summary ?? ''] as const,
    )
    .sort(([a], [b]) => a.localeCompare(b));
  const metrics = [...catalogue.metrics.values()].sort((a, b) => a.name.localeCompare(b.name));
  return htmlPage(
    'Entrepôt',
    language,
    `<p>The door for programs is <code>POST /graphql</code>; large answers come as Arrow from <code>POST /arrow</code>; live
figures from <code>POST /graphql/stream</code>. The events below are also described in
<a href="/docs/asyncapi.json">AsyncAPI</a>, the schema in <a href="/docs/schema.graphql">GraphQL</a>;
the tables behind the metrics, and where each column comes from, under <a href="/docs/models">Models</a>.</p>
<h2>Metrics</h2>
${table(
  ['Name', 'Label', 'Definition', 'By'],
  metrics.map((metric) => {
    const { label, description } = labelOf(metric, language);
    const said = description ? `${label}. ${description}` : label;
    return [code(metric.name), escaped(said), code(metric.formula), escaped(metric.dimensions.join(', '))];
  }),
)}
<h2>Events</h2>
${table(
  ['Topic', 'What one event says'],
  topics.map(([topic, description]) => [link(`/docs/events/${topic}`, topic), escaped(description)]),
)}`,
  );
}
