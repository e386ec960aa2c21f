import { EntrepotError, nearest } from '#errors';
import type { Check } from '../project/model.ts';
import type { AnalysisContext } from './analyse-model.ts';
import type { AnalysedModel, ModelColumn } from './analysed.ts';
import { emptyTable } from './empty-table.ts';
import { engineMistake } from './engine-mistake.ts';
import { parseNames } from './parse-names.ts';
import { surroundings } from './surroundings.ts';
import { shadowed } from './with-clause.ts';

/** Mistakes of checks, by the columns they name and by the engine's parser; nothing is read. */
export async function checkProblems(
  model: AnalysedModel,
  context: AnalysisContext,
): Promise<EntrepotError[]> {
  const all = [...model.checks, ...model.warn];
  return (await Promise.all(all.map((check) => problemsOf(check, model, context)))).flat();
}

async function problemsOf(
  check: Check,
  model: AnalysedModel,
  context: AnalysisContext,
): Promise<EntrepotError[]> {
  if (check.kind === 'custom') return customProblems(check, check.condition, model, context);
  if (check.kind === 'sql') return sqlProblems(check, check.select, model, context);
  if (check.kind === 'reconcile') return reconcileProblems(check, model, context);
  if (check.kind === 'rows') return rowsProblems(check, check.ofDays, model);
  const names = model.columns.map(({ name }) => name);
  const unknown = check.columns.filter((column) => !names.includes(column));
  const problems = unknown.map((column) =>
    wrong(
      check,
      `«${column}» is not a column of the model.`,
      nearest(column, names),
      'Select it, or name one of its columns.',
    ),
  );
  if (check.kind === 'relationship')
    problems.push(...unknownColumn(check, check.model, check.column, context));
  if (check.kind === 'freshness') problems.push(...noTime(check, check.columns[0], model));
  return problems;
}

function unknownColumn(
  check: Check,
  model: string,
  column: string,
  { models }: AnalysisContext,
): EntrepotError[] {
  const columns = models.get(model)?.columns.map(({ name }) => name);
  if (columns?.includes(column)) return [];
  return [
    wrong(
      check,
      `There is no «${model}.${column}» to check against.`,
      columns ? nearest(column, columns) : nearest(model, models.keys()),
      'Name a column of a model that does not read this one.',
    ),
  ];
}

function noTime(check: Check, column: string, model: AnalysedModel): EntrepotError[] {
  const isTime = ({ type }: ModelColumn) => /^(LowCardinality\()?(Nullable\()?Date/.test(type);
  const found = model.columns.find(({ name }) => name === column);
  if (!found || isTime(found)) return [];
  const times = model.columns.filter(isTime).map(({ name }) => name);
  return [
    wrong(check, `«${column}» is ${found.type}, not a time.`, times, 'Name a column with a date or a time.'),
  ];
}

function rowsProblems(check: Check, ofDays: number | undefined, model: AnalysedModel): EntrepotError[] {
  const type = model.columns.find(({ name }) => name === model.by)?.type;
  if (ofDays === undefined || type === 'Date') return [];
  return [
    wrong(
      check,
      'Only days can be compared with the days before them.',
      ['rows(>= 1)'],
      'Use it on «kind: incremental by <day column>», or give plain numbers.',
    ),
  ];
}

async function customProblems(
  check: Check,
  condition: string,
  model: AnalysedModel,
  context: AnalysisContext,
): Promise<EntrepotError[]> {
  const rows = emptyTable(model.columns);
  const select = `SELECT (${condition}) AS holds FROM ${rows}`;
  return asking(check, model, context, select, async (ask) => {
    const { tables } = await parseNames(context.ask, `SELECT ${condition} FROM own_row`, context.parameters);
    if (tables.size > 1) {
      return wrong(
        check,
        'A condition is about one row and reads nothing else.',
        ['relationship(…)', 'sql(select …)'],
        'Use one of these.',
      );
    }
    const [holds] = await ask(select);
    const isTruth = /^(Nullable\()?(Bool|UInt8)\)?$/.test(holds!.type);
    if (!isTruth)
      return wrong(
        check,
        `The condition is ${holds!.type}, neither true nor false.`,
        [`${condition} > 0`],
        'Compare it with something.',
      );
    await ask(`SELECT countIf(NOT (${condition})) AS broken FROM ${rows}`);
    return undefined;
  });
}

async function sqlProblems(
  check: Check,
  select: string,
  model: AnalysedModel,
  context: AnalysisContext,
): Promise<EntrepotError[]> {
  const { models, odsViews, parameters } = context;
  return asking(check, model, context, select, async (ask) => {
    const { tables } = await parseNames(context.ask, select, parameters);
    if (!tables.has(model.name)) {
      return wrong(
        check,
        'It does not look at the rows it is to check.',
        [model.name],
        `Select from ${model.name}: there the name stands for the rows about to be served.`,
      );
    }
    const known = [...tables].filter((name) => models.has(name));
    const shadows = [model, ...known.map((name) => models.get(name)!)].map(({ name, columns }) => ({
      name,
      select: `SELECT * FROM ${emptyTable(columns)}`,
    }));
    const foreign = [...tables].find((name) => odsViews.has(name));
    if (foreign !== undefined) {
      return wrong(
        check,
        `«${foreign}» moves on while rows are checked.`,
        [...models.keys()].slice(-5),
        'Compare with models only.',
      );
    }
    const columns = await ask(shadowed(select, shadows));
    if (model.kind !== 'incremental' || columns.some(({ name }) => name === model.by)) return undefined;
    return wrong(
      check,
      `It does not select «${model.by}», so nobody could say which partition is bad.`,
      columns.map(({ name }) => name),
      `Select ${model.by} as well.`,
    );
  });
}

async function reconcileProblems(
  check: Check & { kind: 'reconcile' },
  model: AnalysedModel,
  context: AnalysisContext,
): Promise<EntrepotError[]> {
  const other = context.models.get(check.model);
  if (!other) {
    return [
      wrong(
        check,
        `There is no model «${check.model}» to compare with.`,
        nearest(check.model, context.models.keys()),
        'Name a model that does not read this one.',
      ),
    ];
  }
  if (model.kind === 'incremental' && dayOf(model, other) === undefined) {
    return [
      wrong(
        check,
        `«${other.name}» has no «${model.by}» to compare by.`,
        other.columns.map(({ name }) => name),
        'Compare with a model of the same days, or reconcile in a table.',
      ),
    ];
  }
  const select = `SELECT abs(mine - theirs) AS difference FROM (SELECT ${check.own} AS mine FROM ${emptyTable(model.columns)}) AS a,
    (SELECT ${check.other} AS theirs FROM ${emptyTable(other.columns)}) AS b`;
  return asking(
    check,
    model,
    context,
    select,
    async (ask) => {
      await ask(select);
      return undefined;
    },
    other,
  );
}

/** The column of another model that says which of a model's partitions a row belongs to. */
export function dayOf(model: AnalysedModel, other: AnalysedModel): string | undefined {
  const type = model.columns.find(({ name }) => name === model.by)?.type;
  const alike = (column: string | undefined) =>
    other.columns.some((each) => each.name === column && each.type === type) ? column : undefined;
  return alike(other.by) ?? alike(model.by);
}

type Describe = (select: string) => Promise<ModelColumn[]>;

/** Asks the engine for columns; its refusals become mistakes of the check. */
async function asking(
  check: Check,
  model: AnalysedModel,
  context: AnalysisContext,
  select: string,
  run: (ask: Describe) => Promise<EntrepotError | undefined>,
  other?: AnalysedModel,
): Promise<EntrepotError[]> {
  const describe: Describe = (sql) =>
    context.ask<ModelColumn>(`DESCRIBE TABLE (\n${sql}\n)`, context.parameters);
  try {
    const problem = await run(describe);
    return problem ? [problem] : [];
  } catch (error) {
    if (!(error instanceof EntrepotError) || error.code !== 'WAREHOUSE_REFUSED') throw error;
    const around = await surroundings([model, ...(other ? [other] : [])], context);
    const { message, asked, available, fix } = engineMistake(error, select, around);
    return [wrong(check, message, available, fix, asked)];
  }
}

function wrong(
  { at, text }: Check,
  message: string,
  available: readonly string[],
  fix: string,
  asked = text,
): EntrepotError {
  return new EntrepotError('MODEL_INVALID', `${text}: ${message}`, { at, asked, available, fix });
}
