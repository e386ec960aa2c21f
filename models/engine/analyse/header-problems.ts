import { EntrepotError, nearest } from '#errors';
import { headerAt } from '../project/header.ts';
import type { HeaderKey } from '../project/model.ts';
import type { AnalysisContext } from './analyse-model.ts';
import type { AnalysedModel } from './analysed.ts';
import { keyHolders } from './key-holders.ts';

const partitionTypes = /^(LowCardinality\()?(Date|Date32|String|U?Int\d+)\)?$/;

/** Mistakes of a header that show only once the columns are known. */
export function headerProblems(model: AnalysedModel, context: AnalysisContext): EntrepotError[] {
  const names = model.columns.map(({ name }) => name);
  const problems: EntrepotError[] = [];
  const unknownColumn = (key: HeaderKey, column: string) => {
    if (names.includes(column)) return;
    problems.push(
      new EntrepotError('MODEL_INVALID', `«${column}» in «${key}» is not a column of the model.`, {
        at: headerAt(model, key, column),
        asked: column,
        available: nearest(column, names),
        fix: 'Select it, or name one of its columns.',
      }),
    );
  };
  const lists = { per: model.per, order: model.order, grain: model.grain, mask: model.mask } as const;
  for (const [key, columns] of Object.entries(lists)) {
    for (const column of columns) unknownColumn(key as keyof typeof lists, column);
  }
  if (model.by) unknownColumn('kind', model.by);
  if (model.time) unknownColumn('time', model.time);
  return [...problems, ...partitionProblems(model), ...readsProblems(model, context)];
}

function partitionProblems(model: AnalysedModel): EntrepotError[] {
  if (model.kind !== 'incremental') return [];
  const type = model.columns.find(({ name }) => name === model.by)?.type;
  if (type === undefined || partitionTypes.test(type)) return [];
  return [
    new EntrepotError('MODEL_INVALID', `Partitions cannot be of type ${type}.`, {
      at: headerAt(model, 'kind'),
      asked: `${model.by} ${type}`,
      available: ['Date', 'String', 'whole numbers'],
      fix: 'Partition by the day: toDate(…).',
    }),
  ];
}

function readsProblems(model: AnalysedModel, { models, odsViews }: AnalysisContext): EntrepotError[] {
  const problems: EntrepotError[] = [];
  const refuse = (message: string, asked: string, available: readonly string[], fix: string) =>
    problems.push(
      new EntrepotError('MODEL_INVALID', message, {
        at: model.headers.reads === undefined ? undefined : headerAt(model, 'reads', asked),
        ...{ asked, available, fix },
      }),
    );
  for (const [name, read] of model.reads) {
    const upstream = models.get(name);
    if (!model.inputs.has(name) && !model.views.includes(name)) {
      refuse(`«${name}» in «reads» is not read.`, name, [...model.inputs.keys()], 'Remove it, or read it.');
    } else if (upstream && read.mode === 'by') {
      const has = (column: string) => upstream.columns.some((candidate) => candidate.name === column);
      const missing = read.upstreamColumns.find((column) => !has(column));
      const available = upstream.columns.map((column) => column.name);
      if (missing) refuse(`«${missing}» is not a column of «${name}».`, missing, available, 'Name its key.');
      if (upstream.kind === 'view')
        refuse(`«${name}» is a view.`, name, [], 'Say «by» of what the view reads.');
      const holders = upstream && model.kind === 'incremental' && model.per.length === 0;
      if (holders && !isOwnDay(model, read.columns) && keyHolders(model, models, read).length === 0) {
        refuse(
          `Nothing tells which partitions hold «${read.columns.join(', ')}».`,
          read.columns.join(', '),
          model.columns.map((column) => column.name),
          'Select the key, read what has it as «same», or say «all».',
        );
      } else if (model.per.length > 0) {
        for (const column of read.columns) {
          if (model.columns.some(({ name: own }) => own === column)) continue;
          refuse(
            `«${column}» in «reads» is not a column of the model.`,
            column,
            [],
            'Select it, or say «all».',
          );
        }
      }
    } else if (model.per.length > 0 && read.mode !== 'all') {
      refuse(
        `A model with «per» cannot read «${name}» by partition.`,
        name,
        ['by <columns>', 'all'],
        'Say «by» its key.',
      );
    } else if (upstream && read.mode !== 'all' && upstream.kind === 'incremental') {
      const typeOf = ({ columns, by }: AnalysedModel) => columns.find((column) => column.name === by)?.type;
      const same = model.kind === 'table' || typeOf(upstream) === typeOf(model);
      if (!same) refuse(`«${name}» has other partitions.`, name, [], 'Say «all», or partition both alike.');
    } else if (upstream && read.mode !== 'all' && upstream.kind !== 'view') {
      refuse(`«${name}» has no partitions.`, name, ['by <columns>', 'all'], 'Say «by» its key, or «all».');
    }
  }
  return [...problems, ...perProblems(model, odsViews)];
}

const isOwnDay = (model: AnalysedModel, columns: readonly string[]) =>
  columns.length === 1 && columns[0] === model.by;

/** A model with `per` is fed only the touched entities, so each of its ODS tables must be able to name the key. */
function perProblems(model: AnalysedModel, odsViews: AnalysisContext['odsViews']): EntrepotError[] {
  if (model.kind !== 'incremental') return [];
  const reads = [...odsViews].filter(([, { source }]) => model.ods.includes(source)).map(([name]) => name);
  if (model.ods.length > 0 && model.per.length === 0) {
    return [
      new EntrepotError('MODEL_INEXACT', 'An incremental model over ODS must say which key it is local to.', {
        at: headerAt(model, 'kind'),
        available: reads,
        fix: 'Add «-- per: <key column>».',
      }),
    ];
  }
  const nullable = model.per.find((key) =>
    model.columns.some(({ name, type }) => name === key && type.includes('Nullable(')),
  );
  if (nullable !== undefined) {
    return [
      new EntrepotError('MODEL_INVALID', `The key «${nullable}» may be null.`, {
        at: headerAt(model, 'per', nullable),
        asked: nullable,
        fix: `Select ifNull(${nullable}, '') or leave such rows out.`,
      }),
    ];
  }
  if (model.ods.length > 0 || model.per.length === 0) return [];
  return [
    new EntrepotError('MODEL_INVALID', '«per» is for models over ODS views, and this one reads none.', {
      at: headerAt(model, 'per'),
      asked: model.per.join(', '),
      fix: 'Remove «per» and say in «reads» how changes travel.',
    }),
  ];
}
