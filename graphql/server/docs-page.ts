import { type Catalogue, labelOf } from '#models';

/** The parts of an AsyncAPI 3 document that the page shows. */
export type AsyncApiDocument = {
  info?: { title?: string; version?: string; description?: string };
  channels?: Record<string, { address?: string; description?: string; title?: string; summary?: string }>;
};

/** One page without scripts: what events the platform takes and what can be asked of it. */
export function docsPage(document: AsyncApiDocument, catalogue: Catalogue, language: string): string {
  const topics = Object.entries(document.channels ?? {})
    .map(
      ([name, channel]) => [channel.address ?? name, channel.description ?? channel.summary ?? ''] as const,
    )
    .sort(([a], [b]) => a.localeCompare(b));
  const metrics = [...catalogue.metrics.values()].sort((a, b) => a.name.localeCompare(b.name));
  return `<!doctype html>
<html lang="${escaped(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Entrepôt</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c2733; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top; border-bottom: 1px solid #dde3ea; }
code { font-size: .9em; }
</style></head>
<body>
<h1>Entrepôt</h1>
<p>The door for programs is <code>POST /graphql</code>; large answers come as Arrow from <code>POST /arrow</code>; live
figures from <code>POST /graphql/stream</code>. The events below are also described in
<a href="/docs/asyncapi.json">AsyncAPI</a>, the schema in <a href="/docs/schema.graphql">GraphQL</a>.</p>
<h2>Metrics</h2>
<table><tr><th>Name</th><th>Label</th><th>Definition</th><th>By</th></tr>
${metrics
  .map((metric) => {
    const { label, description } = labelOf(metric, language);
    const said = description ? `${label}. ${description}` : label;
    return row([
      code(metric.name),
      escaped(said),
      code(metric.formula),
      escaped(metric.dimensions.join(', ')),
    ]);
  })
  .join('\n')}
</table>
<h2>Events</h2>
<table><tr><th>Topic</th><th>What one event says</th></tr>
${topics.map(([topic, description]) => row([code(topic), escaped(description)])).join('\n')}
</table>
</body></html>
`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
