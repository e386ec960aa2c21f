import { qualified } from '#warehouse';
import type { AnalysedModel } from '../../analyse/analysed.ts';
import { shadowed } from '../../analyse/with-clause.ts';
import type { BuildContext } from '../context.ts';

/** A model as it serves now, as a table expression. Views are unfolded, so that those that take `{as_of:Date}` are too. */
export function servedAs(model: AnalysedModel, { warehouse, project }: BuildContext): string {
  if (model.kind !== 'view') return qualified(warehouse.database, model.name);
  const below = model.views.map((name) => ({ name, select: project.models.get(name)!.sql }));
  return `(${shadowed(model.sql, below)})`;
}
