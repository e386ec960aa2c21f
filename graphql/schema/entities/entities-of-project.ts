import { type AnalysedProject, rowPolicy } from '#models';
import { type Entity, entityOf } from './entity.ts';

/** An entity for every model that says `expose:`, with the columns the analysis found. */
export function entitiesOf(project: AnalysedProject): Entity[] {
  return [...project.models.values()]
    .filter((model) => model.expose !== undefined && model.grain.length > 0)
    .map((model) =>
      entityOf({
        name: model.expose!,
        table: model.name,
        description: model.description,
        key: model.grain,
        columns: model.columns.map(({ name, type, description }) => ({ name, type, comment: description })),
        masked: model.mask,
        policy: (viewer, bind) => rowPolicy(model.rows, viewer, bind),
      }),
    )
    .sort((a, b) => a.name.localeCompare(b.name));
}
