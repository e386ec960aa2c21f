import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EntrepotError } from '#errors';
import { allProblems, type Model, type Project } from '../../engine/index.ts';
import { commonCalendar } from '../time/calendar/calendar.ts';
import { eventSeed, eventsOf } from '../time/events.ts';
import type { Catalogue, Measure, Metric, MetricModel, Resolved, TimeColumn } from './catalogue.ts';
import { calendarFile, readCalendar } from './company-calendar.ts';
import { type MetricDefinition, readDefinitions } from './definition.ts';
import { type DimensionTable, dimensionsOf } from './dimensions.ts';
import { type Labels, readLabels } from './labels.ts';
import { localDayOf } from './local-day.ts';
import { measureOf } from './measure.ts';
import { classOf, type ModelColumns } from './model-columns.ts';
import { createResolver, type ResolvedMetric } from './resolve.ts';
import { rollupsOf } from './rollups.ts';

export type ReadCatalogue = { catalogue: Catalogue; problems: EntrepotError[] };

/**
 * Reads every metric file of a folder (`*.yml`, labels in `labels/<language>.yml`, the company's calendar) against the models and the columns
 * they have in the warehouse. Metrics with mistakes are left out and reported; those of models that are not built yet
 * wait.
 */
export async function readCatalogue(
  directory: string,
  project: Project,
  columns: ModelColumns,
): Promise<ReadCatalogue> {
  const problems: EntrepotError[] = [];
  const definitions = new Map<string, MetricDefinition>();
  for (const path of await yamlFiles(directory)) {
    for (const definition of await collecting(problems, path, () => definitionsIn(directory, path))) {
      const other = definitions.get(definition.name);
      if (other) problems.push(twice(definition, other));
      else definitions.set(definition.name, definition);
    }
  }
  const labels = await readAllLabels(join(directory, 'labels'), problems);
  const models = metricModels(project, columns);
  const waiting = new Set<string>();
  const resolve = createResolver(definitions, (aggregate, definition) => {
    const modelOf = (name: string) => {
      const model = models.get(name);
      if (model) return model;
      throw project.models.has(name) ? new NotBuilt() : noModel({ ...definition, model: name }, project);
    };
    const sourceOf = ({ name }: MetricModel) => project.models.get(name)!;
    const model = modelOf(definition.model);
    const target = aggregate.conversion && modelOf(aggregate.conversion.model);
    return measureOf(
      aggregate,
      model,
      timeOf(definition.time, model, sourceOf(model)),
      target && { model: target, time: timeOf(undefined, target, sourceOf(target)) },
    );
  });
  const metrics = new Map<string, Metric>();
  for (const definition of definitions.values()) {
    try {
      metrics.set(definition.name, metricOf(resolve(definition.name), labels));
    } catch (error) {
      if (error instanceof NotBuilt) waiting.add(definition.name);
      else problems.push(placed(error, definition));
    }
  }
  const events = eventsOf(project.models.get(eventSeed)?.seed);
  const [calendar = commonCalendar] = await collecting(problems, calendarFile, () => readCalendar(directory));
  const rollups = rollupsOf(project, columns, models);
  return { catalogue: { metrics, models, rollups, waiting: [...waiting], events, calendar }, problems };
}

/** Reads a catalogue and refuses it, with every mistake at once, when anything in it is wrong. */
export async function loadCatalogue(
  directory: string,
  project: Project,
  columns: ModelColumns,
): Promise<Catalogue> {
  const { catalogue, problems } = await readCatalogue(directory, project, columns);
  if (problems.length > 0) throw allProblems(problems);
  return catalogue;
}

/** Thrown past the resolver: the metric is sound, its model has no columns yet. */
class NotBuilt extends Error {}

async function definitionsIn(directory: string, path: string): Promise<MetricDefinition[]> {
  return readDefinitions(path, await readFile(join(directory, path), 'utf8'));
}

async function readAllLabels(directory: string, problems: EntrepotError[]): Promise<Labels> {
  const labels = new Map<string, ReturnType<typeof readLabels>>();
  for (const path of await yamlFiles(directory)) {
    const [read] = await collecting(problems, path, async () => [
      readLabels(path, await readFile(join(directory, path), 'utf8')),
    ]);
    if (read) labels.set(basename(path, '.yml'), read);
  }
  return labels;
}

async function yamlFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith('.yml')).sort();
}

async function collecting<T>(problems: EntrepotError[], at: string, read: () => Promise<T[]>): Promise<T[]> {
  try {
    return await read();
  } catch (error) {
    problems.push(placed(error, { file: at }));
    return [];
  }
}

function metricModels(project: Project, columns: ModelColumns): Map<string, MetricModel> {
  const tables = [...project.models.values()].flatMap((model) => dimensionTable(model, columns));
  return new Map(
    [...project.models.values()]
      .filter(({ name, rollup }) => columns.has(name) && !rollup)
      .map((model) => [model.name, metricModel(model, columns, tables)]),
  );
}

function metricModel(model: Model, columns: ModelColumns, tables: readonly DimensionTable[]): MetricModel {
  const own = new Map((columns.get(model.name) ?? []).map(({ name, type }) => [name, type]));
  const day = model.by !== undefined && classOf(own.get(model.by) ?? '') === 'day' ? model.by : undefined;
  return {
    name: model.name,
    columns: own,
    grain: model.grain,
    day,
    localDay: localDayOf(model),
    rows: model.rows,
    isSnapshot: model.name.endsWith('_df'),
    dimensions: dimensionsOf(model.name, columns, tables),
  };
}

/** A table is joined by its grain; a seed, which has none written down, by its first column. */
function dimensionTable(model: Model, columns: ModelColumns): DimensionTable[] {
  if (!model.name.startsWith('dim_')) return [];
  const first = columns.get(model.name)?.[0]?.name;
  const grain = model.kind === 'seed' && first ? [first] : model.grain;
  return grain.length === 1 ? [{ name: model.name, key: grain[0]!, rows: model.rows }] : [];
}

function timeOf(given: string | undefined, model: MetricModel, source: Model): TimeColumn | undefined {
  const column = given ?? source.time;
  if (column === undefined) return undefined;
  const kind = classOf(model.columns.get(column) ?? '');
  if (kind === 'instant' || kind === 'day') return { column, kind };
  throw new EntrepotError('METRIC_INVALID', `«${column}» of ${model.name} is no time.`, {
    asked: column,
    available: [...model.columns].flatMap(([name, type]) =>
      ['instant', 'day'].includes(classOf(type)) ? [name] : [],
    ),
    fix: 'Name a date or an instant in «time:».',
  });
}

function metricOf({ definition, expression, kind, unit, type }: ResolvedMetric, labels: Labels): Metric {
  const measures = [...new Map(measuresIn(expression).map((measure) => [measure.id, measure])).values()];
  const { name, expr, model, direction, owner, file } = definition;
  const first = measures[0]?.model.dimensions.keys() ?? [];
  return {
    ...{ name, kind, unit, type, formula: expr, model, expression, measures, direction, owner, file },
    models: [
      ...new Set(
        measures.flatMap((measure) => [measure.model.name, measure.conversion?.model.name ?? []].flat()),
      ),
    ],
    dimensions: [...first].filter((each) => measures.every((measure) => measure.model.dimensions.has(each))),
    labels: Object.fromEntries(
      [...labels].flatMap(([language, known]) => (known[name] ? [[language, known[name]]] : [])),
    ),
  };
}

function measuresIn(node: Resolved): Measure[] {
  if (node.kind === 'measure') return [node.measure];
  if (node.kind === 'negate') return measuresIn(node.operand);
  return node.kind === 'binary' ? [...measuresIn(node.left), ...measuresIn(node.right)] : [];
}

function twice(definition: MetricDefinition, other: MetricDefinition): EntrepotError {
  return new EntrepotError('METRIC_INVALID', `The metric «${definition.name}» is defined twice.`, {
    at: `${definition.file}:${definition.line}`,
    asked: definition.name,
    available: [`${other.file}:${other.line}`],
    fix: 'Rename one of them.',
  });
}

function noModel(definition: MetricDefinition, project: Project): EntrepotError {
  return new EntrepotError('MODEL_UNKNOWN', `There is no model «${definition.model}».`, {
    asked: definition.model,
    available: [...project.models.keys()],
    fix: 'Name a model in «model:».',
  });
}

/** The same error with the metric it is in, and the line of its file. */
function placed(
  error: unknown,
  { file, name, line }: { file: string; name?: string; line?: number },
): EntrepotError {
  if (!(error instanceof EntrepotError)) throw error;
  const { code, message, asked, available, fix } = error;
  return new EntrepotError(code, name === undefined ? message : `«${name}»: ${message}`, {
    asked,
    available,
    fix,
    at: error.at ?? (line === undefined ? file : `${file}:${line}`),
    cause: error,
  });
}
