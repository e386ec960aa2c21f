import type { Warehouse } from '#warehouse';
import type { AnalysedModel, ProjectSettings } from '../analyse/analysed.ts';
import { servedModel } from '../builder/choose-models.ts';
import type { LiveProject, ProjectReading } from '../builder/live-project.ts';
import { modelAt } from '../builder/problem-runs.ts';
import type { Consumer } from '../lineage/lineage-graph.ts';
import type { Model } from '../project/model.ts';
import { DefinitionStore } from '../state/definition-store.ts';
import { StateStore } from '../state/state-store.ts';
import { breaks } from './breaks.ts';
import { columnChanges } from './column-changes.ts';
import { differences } from './differences.ts';
import { downstreamOf, sizeOf } from './downstream.ts';
import { estimate } from './estimate.ts';
import type { ModelChange, Plan } from './plan.ts';
import { readersOf } from './readers.ts';
import { lastErrors, type Serving, sameSql, servingColumns } from './serving.ts';

export type PlanInput = {
  warehouse: Warehouse;
  files: ProjectReading;
  store: StateStore;
  definitions: DefinitionStore;
  settings: ProjectSettings;
  asOf: string;
  /** Who uses models besides other models. */
  consumers: readonly Consumer[];
};

/** The plan of a project's files as they are now, by state read afresh: a builder may be at work. */
export async function planFiles(
  live: LiveProject,
  options: Pick<PlanInput, 'warehouse' | 'settings'> & { clock: () => Date },
  consumers: readonly Consumer[] = [],
): Promise<Plan> {
  const { warehouse, settings, clock } = options;
  const files = await live.files();
  const [store, definitions] = [new StateStore(warehouse), new DefinitionStore(warehouse)];
  await Promise.all([store.load(), definitions.load()]);
  const asOf = clock().toISOString().slice(0, 10);
  return makePlan({ warehouse, files, settings, consumers, asOf, store, definitions });
}

/** Compares the files with what serves, at what cost they would be made the same; changes nothing. */
export async function makePlan(input: PlanInput): Promise<Plan> {
  const { files, store, warehouse, definitions } = input;
  const { models } = files.project;
  const pairs = [...models.values()].map(
    (model) => [servedModel(model.name, definitions)?.sql ?? '', writtenSql(model)] as const,
  );
  const serving: Serving = {
    columns: await servingColumns(warehouse),
    sameSql: await sameSql(warehouse, pairs),
    errors: await lastErrors(warehouse),
  };
  const changes: ModelChange[] = [];
  for (const model of models.values()) {
    const change = await changeOf(model, input, serving);
    if (change) changes.push(change);
  }
  const broken = new Set(files.problems.map(({ at }) => modelAt(at)));
  const gone = store.names().filter((name) => !models.has(name) && !broken.has(name));
  const removed = gone.filter((name) => store.of(name).fingerprint !== '');
  changes.push(...removed.map((name) => removal(name, input, serving)));
  return { models: changes, problems: files.problems };
}

/** What happens to a model that has a file; undefined where nothing does. */
async function changeOf(
  model: AnalysedModel,
  input: PlanInput,
  serving: Serving,
): Promise<ModelChange | undefined> {
  const { store, definitions } = input;
  const { fingerprint } = store.of(model.name);
  const before = servedModel(model.name, definitions);
  const said = before
    ? differences(
        before,
        { ...model, sql: writtenSql(model) },
        serving.sameSql(before.sql, writtenSql(model)),
      )
    : { deciding: [], saying: [] };
  const change = fingerprint === '' ? 'added' : fingerprint !== model.fingerprint ? 'changed' : 'described';
  if (change === 'described' && said.saying.length === 0) return undefined;
  const isChanged = change === 'changed';
  const columns = columnChanges(
    change === 'added' ? [] : (serving.columns.get(model.name) ?? []),
    model.columns,
  );
  const deciding = isChanged && said.deciding.length === 0 ? ['what it reads'] : said.deciding;
  const { refused } = definitions.of(model.name);
  const error = change === 'described' ? undefined : serving.errors.get(model.name);
  return {
    ...{ model: model.name, file: model.file, kind: model.kind, change, columns },
    because: change === 'added' ? [] : [...deciding, ...said.saying],
    breaking: change === 'added' ? [] : breaks(before, model, columns, readersFor(model.name, before, input)),
    rebuild: isChanged ? sizeOf(model.name, store) : { partitions: 0, rows: 0 },
    cost: change === 'described' ? null : await estimate(model, input),
    downstream: change === 'described' ? [] : downstreamOf(model.name, files(input), store),
    held: refused?.text === model.text ? refused.error : error,
  };
}

/** The SELECT of the model's file, which a kind may keep by another. */
const writtenSql = ({ written, sql }: AnalysedModel) => written ?? sql;

function removal(name: string, input: PlanInput, serving: Serving): ModelChange {
  const columns = columnChanges(serving.columns.get(name) ?? [], []);
  const before = servedModel(name, input.definitions);
  return {
    ...{
      model: name,
      file: before?.file ?? '',
      kind: input.store.of(name).kind,
      change: 'removed',
      because: [],
    },
    ...{ columns, breaking: breaks(before, undefined, columns, readersFor(name, before, input)) },
    ...{ rebuild: sizeOf(name, input.store), cost: null, downstream: [], held: undefined },
  };
}

const readersFor = (name: string, before: Model | undefined, input: PlanInput) =>
  readersOf(name, before, files(input), input.consumers);

const files = ({ files: { project } }: PlanInput) => [...project.models.values()];
