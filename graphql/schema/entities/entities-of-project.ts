import { type AnalysedModel, rowPolicy } from '#models';
import { type Entity, entityOf } from './entity.ts';

/** What the gateway needs to know of a project; an analysed one has it. */
export type ExposedModels = {
  models: ReadonlyMap<
    string,
    Pick<AnalysedModel, 'name' | 'description' | 'expose' | 'grain' | 'columns' | 'mask' | 'rows'>
  >;
};

/** An entity for every model that says `expose:`, with the columns the analysis found. */
export function entitiesOf(project: ExposedModels): Entity[] {
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
