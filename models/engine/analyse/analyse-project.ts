import { isDeepStrictEqual } from 'node:util';
import { EntrepotError } from '#errors';
import type { Parameters, Warehouse } from '#warehouse';
import { rollupModel } from '../../metrics/rollup/rollup-model.ts';
import { deliveryViews } from '../deliveries.ts';
import type { OdsSource } from '../ods-source.ts';
import type { Model, Project } from '../project/model.ts';
import { type AnalysisContext, analyseModel } from './analyse-model.ts';
import type { AnalysedModel, AnalysedProject, ProjectSettings } from './analysed.ts';
import { checkedModels } from './checked-models.ts';
import { circle, modelMistake } from './model-mistake.ts';
import { type ParsedNames, parseNames } from './parse-names.ts';
import type { Ask } from './parser-answers.ts';
import { snapshotModel } from './snapshot-model.ts';
import { sortByDependency } from './sort-models.ts';

export type AnalyseOptions = {
  odsSources: readonly OdsSource[];
  settings: ProjectSettings;
  /** Stands in for `{as_of:Date}` while types are found out. */
  asOf?: string;
  /** An earlier analysis with the same sources: models that nothing has changed for are taken from it. */
  previous?: AnalysedProject | undefined;
  /** Who answers what depends on the text of a question only; the warehouse itself unless told. */
  ask?: Ask;
};

/** Values of the parameters that every model may name. */
export function modelParameters(settings: ProjectSettings, asOf: string): Parameters {
  return { as_of: asOf, reporting_currency: settings.reportingCurrency };
}

/**
 * Lets the warehouse's parser look at every model: what it reads, its columns with types and descriptions, and whether
 * it can be kept exactly. Nothing but the ODS tables needs to exist. Models with a mistake, and those that read them,
 * are left out and reported.
 */
export async function analyseProject(
  warehouse: Warehouse,
  project: Project,
  options: AnalyseOptions,
): Promise<{ project: AnalysedProject; problems: EntrepotError[] }> {
  const parameters = modelParameters(options.settings, options.asOf ?? '2020-01-01');
  const ask: Ask = options.ask ?? ((sql, bound) => warehouse.rows(sql, bound));
  const names = new Map<string, ParsedNames>();
  const analysed = new Map<string, AnalysedModel>();
  const checked = new Map<string, readonly string[]>();
  const problems: EntrepotError[] = [];
  const context: AnalysisContext = {
    warehouse,
    ask,
    parameters,
    settings: options.settings,
    declared: project.models,
    models: analysed,
    odsViews: new Map(
      options.odsSources.flatMap((source) => source.views.map((view) => [view.name, { source, view }])),
    ),
    stepViews: new Map(
      options.odsSources.flatMap((source) =>
        source.views
          .slice(0, 1)
          .flatMap((view) => deliveryViews(view).slice(1))
          .map((view) => [view.name, { source, view }]),
      ),
    ),
    odsColumns: new Map(),
  };
  const mistake = (model: Model) => (error: EntrepotError) =>
    modelMistake(error, model, names.get(model.name), context);
  await Promise.all(
    [...project.models.values()].map((model) =>
      collecting(
        problems,
        async () => {
          const known = options.previous?.models.get(model.name);
          const none: ParsedNames = { tables: new Set(), functions: new Set(), identifiers: new Set() };
          // A rollup gets its SELECT when the columns of what it rolls up are known.
          if (model.rollup)
            return void names.set(model.name, { ...none, tables: new Set([model.rollup.of]) });
          const parse = () => (model.seed ? none : parseNames(ask, model.sql, parameters));
          const isKnown = known !== undefined && known.written === undefined && known.sql === model.sql;
          names.set(model.name, isKnown ? known.names : await parse());
          checked.set(model.name, await checkedModels(model, project, ask, parameters));
        },
        mistake(model),
      ),
    ),
  );
  const { order, circles } = sortByDependency(
    new Map(
      // In the order of the files, whichever was parsed first.
      [...project.models.keys()]
        .filter((name) => names.has(name))
        .map((name) => [
          name,
          [...names.get(name)!.tables, ...(checked.get(name) ?? [])].filter((other) => other !== name),
        ]),
    ),
  );
  const inCircles = new Set(circles.flat());
  for (const name of order) {
    if (inCircles.has(name)) continue;
    const model = project.models.get(name)!;
    const known = unchanged(model, project, analysed, options.previous);
    if (known) analysed.set(name, known);
    else {
      await collecting(
        problems,
        async () => {
          const whole = await completed(model, names.get(name)!, context);
          const own = whole === model ? names.get(name)! : await parseNames(ask, whole.sql, parameters);
          analysed.set(name, await analyseModel(whole, own, checked.get(name) ?? [], context));
        },
        mistake(model),
      );
    }
  }
  const placed = circles.map((names) => circle(names, project));
  return { project: { models: analysed }, problems: [...placed, ...problems] };
}

/** A model with the SELECT that it is kept by, where that is another than its file has. */
async function completed(model: Model, names: ParsedNames, context: AnalysisContext): Promise<Model> {
  const base = model.rollup && context.models.get(model.rollup.of);
  if (base) return rollupModel(model, model.rollup!, base);
  return model.snapshot ? snapshotModel(model, names, context) : model;
}

/** The earlier analysis of a model, where neither it nor anything it reads is different now. */
function unchanged(
  model: Model,
  project: Project,
  analysed: ReadonlyMap<string, AnalysedModel>,
  previous: AnalysedProject | undefined,
): AnalysedModel | undefined {
  const known = previous?.models.get(model.name);
  if (!known || !isDeepStrictEqual(asFile(known), asFile(model))) return undefined;
  const reads = [...known.names.tables].filter((name) => name !== model.name && project.models.has(name));
  const same = [...known.upstreams, ...known.checkedAgainst, ...reads].every(
    (name) =>
      (reads.includes(name) || known.checkedAgainst.includes(name)) &&
      analysed.get(name) === previous?.models.get(name),
  );
  return same ? known : undefined;
}

const asFile = ({ file, text }: Model) => [file, text];

async function collecting(
  problems: EntrepotError[],
  run: () => Promise<void>,
  locate: (error: EntrepotError) => EntrepotError | Promise<EntrepotError>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof EntrepotError) || error.code === 'WAREHOUSE_UNREACHABLE') throw error;
    if (error.cause instanceof AggregateError) problems.push(...(error.cause.errors as EntrepotError[]));
    else problems.push(await locate(error));
  }
}
