import { createHash } from 'node:crypto';
import { EntrepotError } from '#errors';
import type { Parameters, Warehouse } from '#warehouse';
import { deliveryViews } from '../deliveries.ts';
import { columnLineage, noLineage } from '../lineage/column-lineage.ts';
import type { OdsSource, OdsView } from '../ods-source.ts';
import type { Model, ReadMode } from '../project/model.ts';
import type { AnalysedModel, ModelColumn, ProjectSettings } from './analysed.ts';
import { checkProblems } from './check-problems.ts';
import { columnComments } from './column-comments.ts';
import { columnNameProblems } from './column-names.ts';
import { dictionaryProblems, withEmptyDictionaries } from './dictionary-sql.ts';
import { emptyTable } from './empty-table.ts';
import { headerProblems } from './header-problems.ts';
import { odsColumns, odsKey } from './ods-columns.ts';
import type { ParsedNames } from './parse-names.ts';
import type { Ask } from './parser-answers.ts';
import { policyProblems } from './policy-problems.ts';
import { queryTree } from './query-tree.ts';
import { lineOfName } from './sql-text.ts';
import { storedProblems } from './stored-problems.ts';
import { type Shadow, shadowed } from './with-clause.ts';

export type AnalysisContext = {
  warehouse: Warehouse;
  ask: Ask;
  parameters: Parameters;
  settings: ProjectSettings;
  /** Every model of the project. */
  declared: ReadonlyMap<string, Model>;
  /** Those analysed so far: all that the present one may read. */
  models: ReadonlyMap<string, AnalysedModel>;
  odsViews: ReadonlyMap<string, { source: OdsSource; view: OdsView }>;
  /** The steps of those that snapshots are made of. */
  stepViews: ReadonlyMap<string, { source: OdsSource; view: OdsView }>;
  odsColumns: Map<string, readonly ModelColumn[]>;
};

/** Columns of a model's SELECT as it stands in its file. */
export async function columnsOf(
  model: Model,
  names: ParsedNames,
  context: AnalysisContext,
): Promise<string[]> {
  const reached = reach(model, names, context);
  const columns = await describe(model, await emptyShadows(reached, context), reached, context);
  return columns.map(({ name }) => name);
}

function odsView({ odsViews, stepViews }: AnalysisContext, name: string) {
  return odsViews.get(name) ?? stepViews.get(name);
}

/** Finds out what a model reads, its columns and whether it can be kept exactly; throws all that is wrong at once. */
export async function analyseModel(
  model: Model,
  names: ParsedNames,
  checkedAgainst: readonly string[],
  context: AnalysisContext,
): Promise<AnalysedModel> {
  const reached = reach(model, names, context);
  const empty = await emptyShadows(reached, context);
  const columns = model.seed
    ? model.seed.columns.map((column) => ({ ...column, description: '' }))
    : await describe(model, empty, reached, context);
  const ods = [...new Set([...reached.odsNames].map((name) => odsView(context, name)!.source))];
  const keys = model.per.length === 0 ? [] : ods;
  const analysed: AnalysedModel = {
    ...model,
    names,
    columns,
    upstreams: reached.direct,
    checkedAgainst,
    views: reached.views,
    inputs: reached.inputs,
    ods,
    odsKeys: new Map(
      await Promise.all(
        keys.map(async (source) => [source.table, await odsKey(context, source, model)] as const),
      ),
    ),
    usesAsOf: [model.sql, ...reached.views.map((name) => context.models.get(name)!.sql)].some((sql) =>
      sql.includes('{as_of:'),
    ),
    lineage: noLineage,
    fingerprint: '',
  };
  const problems = [
    ...columnNameProblems(analysed),
    ...headerProblems(analysed, context),
    ...(await checkProblems(analysed, context)),
    ...(await policyProblems(analysed, context)),
  ];
  const typed = await withEmptyDictionaries(shadowed(model.sql, empty), reached.inputs.keys(), context);
  const tree = model.seed ? undefined : await queryTree(typed, context);
  if (model.kind === 'dictionary') problems.push(...dictionaryProblems(analysed));
  if (tree && (model.kind === 'table' || model.kind === 'incremental')) {
    problems.push(...storedProblems(analysed, tree, empty, context));
  }
  if (problems.length > 0) throw located(model, problems);
  const named = new Set([...reached.direct, ...reached.odsNames]);
  const lineage = tree ? columnLineage(tree, named) : noLineage;
  return { ...analysed, lineage, fingerprint: await fingerprint(analysed, empty, context) };
}

type Reached = {
  direct: string[];
  views: string[];
  inputs: Map<string, ReadMode>;
  odsNames: Set<string>;
};

/** Follows views down to what is stored. What the header says of a view holds for all it reads. */
function reach(model: Model, names: ParsedNames, context: AnalysisContext): Reached {
  const direct = [...names.tables].filter((name) => name !== model.name && context.declared.has(name));
  const missing = direct.find((name) => !context.models.has(name));
  if (missing !== undefined) {
    throw new EntrepotError('MODEL_INVALID', `It reads «${missing}», which has a mistake itself.`, {
      at: placeOf(model, missing),
      asked: missing,
      fix: `Correct «${missing}» first.`,
    });
  }
  const reached: Reached = {
    direct,
    views: [],
    inputs: new Map(),
    odsNames: new Set([...names.tables].filter((name) => odsView(context, name) !== undefined)),
  };
  for (const name of direct) {
    const upstream = context.models.get(name)!;
    const said = model.reads.get(name);
    if (upstream.kind !== 'view') {
      reached.inputs.set(name, said ?? { mode: 'all' });
      continue;
    }
    for (const view of [...upstream.views, name]) if (!reached.views.includes(view)) reached.views.push(view);
    for (const odsName of odsNamesOf(upstream, context)) reached.odsNames.add(odsName);
    for (const input of upstream.inputs.keys()) {
      if (!reached.inputs.has(input)) {
        reached.inputs.set(input, model.reads.get(input) ?? said ?? { mode: 'all' });
      }
    }
  }
  return reached;
}

function odsNamesOf(view: AnalysedModel, context: AnalysisContext): string[] {
  const tables = new Set(view.ods);
  return [...context.odsViews].filter(([, { source }]) => tables.has(source)).map(([name]) => name);
}

/** Upstreams as empty tables of the right types, so that nothing needs to exist while types are found out. */
async function emptyShadows(reached: Reached, context: AnalysisContext): Promise<Shadow[]> {
  const ods = await Promise.all(
    [...reached.odsNames].map(async (name) => {
      const { source, view } = odsView(context, name)!;
      return { name, select: `SELECT * FROM ${emptyTable(await odsColumns(context, source, view))}` };
    }),
  );
  const stored = [...reached.inputs.keys()].map((name) => ({
    name,
    select: `SELECT * FROM ${emptyTable(context.models.get(name)!.columns)}`,
  }));
  const views = reached.views.map((name) => ({ name, select: context.models.get(name)!.sql }));
  return [...ods, ...stored, ...views];
}

async function describe(
  model: Model,
  empty: readonly Shadow[],
  reached: Reached,
  context: AnalysisContext,
): Promise<ModelColumn[]> {
  const { warehouse, ask, parameters, models } = context;
  // A name that two joined tables have would silently be the left one's.
  const typed = await withEmptyDictionaries(shadowed(model.sql, empty), reached.inputs.keys(), context);
  const question = `DESCRIBE TABLE (\n${typed}\n) SETTINGS single_join_prefer_left_table = 0`;
  // A view may read tables that are no models, whose columns can change; a stored model is refused for that.
  const rows = await (model.kind === 'view'
    ? warehouse.rows<ModelColumn>(question, parameters)
    : ask<ModelColumn>(question, parameters));
  const comments = new Map([...columnComments(model.sql), ...columnComments(model.written ?? '')]);
  const inherited = (name: string) =>
    reached.direct
      .flatMap((upstream) => models.get(upstream)!.columns)
      .find((column) => column.name === name && column.description !== '')?.description;
  return rows.map(({ name, type }) => ({
    name,
    type,
    description: comments.get(name) ?? inherited(name) ?? '',
  }));
}

function located(model: Model, problems: readonly EntrepotError[]): EntrepotError {
  const at = `${model.file}:${model.firstLine}`;
  const named = problems.map(
    (problem) =>
      new EntrepotError(problem.code, `«${model.name}»: ${problem.message}`, {
        at: problem.at ?? placeOf(model, problem.asked),
        asked: problem.asked,
        available: problem.available,
        fix: problem.fix,
      }),
  );
  return new EntrepotError('MODEL_INVALID', `«${model.name}» cannot be used.`, {
    at,
    cause: new AggregateError(named),
  });
}

/** The line of the SELECT that names this; its first one where none does. */
export function placeOf(model: Model, named: string | undefined): string {
  const line = named === undefined ? undefined : lineOfName(model.sql, named);
  return `${model.file}:${model.firstLine + (line ?? 0)}`;
}

/** Layout of comments and blanks does not count; what it reads, and how that looks, does. */
async function fingerprint(
  model: AnalysedModel,
  empty: readonly Shadow[],
  { ask, settings, odsViews }: AnalysisContext,
): Promise<string> {
  const texts = [model.sql, ...empty.map(({ select }) => select)].filter((text) => text !== '');
  const rows = await ask<{ text: string }>(
    'SELECT arrayMap(sql -> formatQuerySingleLine(sql), {texts:Array(String)}) AS text',
    { texts },
  );
  const { kind, by, per, order, grain, columns, seed } = model;
  const ods = [...odsViews.values()]
    .filter(({ source }) => model.ods.includes(source))
    .flatMap(({ source, view }) =>
      (model.snapshot ? deliveryViews(view) : [view]).map(({ select }) => select(source.table)),
    );
  const types = columns.map(({ name, type }) => [name, type]);
  const said = [...model.inputs];
  const currency = texts.some((text) => text.includes('{reporting_currency:'))
    ? settings.reportingCurrency
    : '';
  const content = [rows, kind, by, per, order, grain, types, said, ods, currency, seed?.rows ?? null];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
