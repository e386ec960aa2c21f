import {
  type AnalysedModel,
  type AnalysedProject,
  type Catalogue,
  idOf,
  labelOf,
  lineageGraph,
  metricConsumers,
  placesIn,
  trace,
} from '#models';
import { code, escaped, htmlPage, link, table } from '../html.ts';
import { lineagePicture } from './lineage-picture.ts';

/** How far a model has come. */
export type ModelFreshness = { version: number; eventTime: string | undefined; builtAt: string };

export type ModelDocs = {
  project: AnalysedProject;
  catalogue: Catalogue;
  freshness: Readonly<Record<string, ModelFreshness>>;
};

/** All models by layer, with what each is. */
export function modelsPage({ project, freshness }: ModelDocs, language: string): string {
  const layers = Map.groupBy(project.models.values(), ({ name }) => name.split('_')[0]!);
  const order = ['ads', 'dws', 'dwd', 'dim'];
  const sorted = [...layers].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const sections = sorted.map(
    ([layer, models]) => `<h2>${escaped(layer)}</h2>
${table(
  ['Model', 'What a row is', 'Kind', 'Owner', 'Built at'],
  models
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((model) => [
      link(`/docs/models/${model.name}`, model.name),
      escaped(model.description.split('\n')[0] ?? ''),
      escaped(model.kind),
      escaped(model.owner ?? ''),
      escaped(freshness[model.name]?.builtAt ?? ''),
    ]),
)}`,
  );
  return htmlPage(
    'Models',
    language,
    `<p><a href="/docs">All events and metrics</a></p>\n${sections.join('\n')}`,
  );
}

/**
 * One model: its picture, its columns with where they come from, what may be asked of it, what a change would reach. Neither its SQL nor its
 * policies: the page is open to whoever reaches the port.
 */
export function modelPage(docs: ModelDocs, name: string, language: string): string | undefined {
  const { project, catalogue, freshness } = docs;
  const model = project.models.get(name);
  if (!model) return undefined;
  const graph = lineageGraph(project, metricConsumers(catalogue));
  const metrics = [...catalogue.metrics.values()].filter((metric) => metric.models.includes(name));
  const reached = placesIn(trace(graph, { kind: 'model', name }, 'down')).map(({ kind, name: each }) => ({
    kind,
    name: each,
  }));
  const places = [...new Map(reached.map((place) => [idOf(place), place])).values()].filter(
    (place) => place.name !== name,
  );
  return htmlPage(
    name,
    language,
    `<p><a href="/docs/models">All models</a></p>
<p>${escaped(model.description)}</p>
${lineagePicture(graph, name)}
<h2>What it says of itself</h2>
${table(['', ''], facts(model, freshness[name]))}
<h2>Columns</h2>
${table(['Column', 'Type', 'What it says', 'Comes from'], columnRows(model, project))}
<h2>Metrics</h2>
${table(
  ['Name', 'Label', 'Definition'],
  metrics.map((metric) => [
    code(metric.name),
    escaped(labelOf(metric, language).label),
    code(metric.formula),
  ]),
)}
<h2>What a change would reach</h2>
<p>${places.map((place) => (place.kind === 'model' ? link(`/docs/models/${place.name}`, place.name) : code(place.name))).join(', ') || 'Nothing.'}</p>`,
  );
}

function facts(model: AnalysedModel, fresh: ModelFreshness | undefined): string[][] {
  const rows: [string, string | undefined][] = [
    ['kind', model.headers.kind ?? model.kind],
    ['grain', model.grain.join(', ')],
    ['reads', model.headers.reads],
    ['checks', model.headers.checks],
    ['warnings', model.headers.warn],
    ['exposed as', model.expose],
    ['owner', model.owner],
    ['file', model.file.split('/').slice(-2).join('/')],
    ['newest event taken in', fresh?.eventTime],
    ['built at', fresh?.builtAt],
  ];
  return rows.flatMap(([key, value]) => (value ? [[escaped(key), escaped(value)]] : []));
}

function columnRows(model: AnalysedModel, project: AnalysedProject): string[][] {
  return model.columns.map(({ name, type, description }) => {
    const sources = (model.lineage.columns.get(name) ?? []).map(({ table: from, column, how }) => {
      const path = `${from}.${column}`;
      const shown = project.models.has(from) ? link(`/docs/models/${from}`, path) : code(path);
      return how === 'copied' ? shown : `${shown} (${how})`;
    });
    return [code(name), code(type), escaped(description), sources.join(', ')];
  });
}
