import { EntrepotError } from '#errors';
import { identifier, stringLiteral } from '#warehouse';
import { stepsOf } from '../deliveries.ts';
import type { OdsSource, OdsView } from '../ods-source.ts';
import type { Model } from '../project/model.ts';
import { type AnalysisContext, columnsOf } from './analyse-model.ts';
import type { ParsedNames } from './parse-names.ts';
import { rowWise } from './row-wise.ts';

/** The end of what still holds: the last instant that a DateTime64(3) can be compared with in any client. */
export const forever = '2299-12-31 23:59:59.999';

/** The one view of entities that a model reads, and nothing else. */
export function entityView(
  names: ParsedNames,
  { odsViews, declared }: Pick<AnalysisContext, 'odsViews' | 'declared'>,
): { source: OdsSource; view: OdsView } {
  const reads = [...names.tables].filter((name) => odsViews.has(name) || declared.has(name));
  const found = reads.length === 1 ? odsViews.get(reads[0]!) : undefined;
  if (found && found.source.views[0] === found.view) return found;
  throw new EntrepotError('MODEL_INEXACT', 'It must read one ODS view of entities, and nothing else.', {
    asked: reads.join(', '),
    available: [...odsViews].filter(([, { source, view }]) => source.views[0] === view).map(([name]) => name),
    fix: 'Read one of the views listed; join others in a model above.',
  });
}

/**
 * A snapshot as an incremental model over the deliveries of its entities: for each version, in order, what the SELECT
 * makes of it; from the time of its event, or of the latest one before it, to that of the version after it. A deletion, or
 * a version that the SELECT leaves out, ends what held before.
 */
export async function snapshotModel(
  model: Model,
  names: ParsedNames,
  context: AnalysisContext,
): Promise<Model> {
  const { source, view } = entityView(names, context);
  const [key] = model.per;
  if (key !== source.keyColumn) {
    throw new EntrepotError('MODEL_INEXACT', `A snapshot of ${view.name} is by the key of its entities.`, {
      asked: key,
      available: [source.keyColumn],
      fix: `Write «kind: snapshot by ${source.keyColumn}».`,
    });
  }
  const { also } = await rowWise(model.sql, context.ask);
  const columns = await columnsOf(model, names, context);
  const taken = ['valid_day', 'valid_from', 'valid_to', 'version', 'is_current'];
  const own = columns.find((name) => taken.includes(name));
  if (own !== undefined) {
    throw new EntrepotError('MODEL_INVALID', `«${own}» is a column that a snapshot has anyway.`, {
      asked: own,
      fix: 'Select it under another name.',
    });
  }
  const list = columns.map(identifier).join(', ');
  const said = columns.map((name) => `said.${identifier(name)}`);
  const kept = ['_entity', 'version', 'valid_from', 'is_there', 'content', list].join(', ');
  const end = `toDateTime64(${stringLiteral(forever)}, 3, 'UTC')`;
  const changed = model.snapshot?.each ? '1' : 'content != before';
  return {
    ...model,
    written: model.sql,
    sql: `WITH _said AS (${also('entity_id AS _delivery')}),
_versions AS (
  SELECT step._entity AS _entity, step._version AS version, ifNull(said._delivery, '') != '' AS is_there,
    max(step._at) OVER (PARTITION BY step._entity ORDER BY step._version ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS valid_from,
    if(is_there, toString(sipHash128(tuple(${said.join(', ')}))), '') AS content,
    ${said.map((name, index) => `${name} AS ${identifier(columns[index]!)}`).join(', ')}
  FROM ${identifier(stepsOf(view.name))} AS step LEFT JOIN _said AS said ON said._delivery = step._delivery
),
_compared AS (
  SELECT ${kept}, lagInFrame(content, 1, '') OVER (${inOrder}) AS before FROM _versions
),
_changes AS (
  SELECT ${kept}, leadInFrame(valid_from, 1, ${end}) OVER (${inOrder}) AS valid_to FROM _compared WHERE ${changed}
)
SELECT ${list},
  toDate(valid_from) AS valid_day,
  valid_from,                                               -- when it began to hold
  valid_to,                                                 -- when it ended, not included; 2299-12-31 23:59:59.999 where it still holds
  version,                                                  -- of the entity
  toUInt8(valid_to = ${end}) AS is_current
FROM _changes WHERE is_there`,
  };
}

const inOrder =
  'PARTITION BY _entity ORDER BY version ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING';
