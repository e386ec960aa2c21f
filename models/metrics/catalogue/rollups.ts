import type { Project } from '../../engine/index.ts';
import { stretchColumn, stretchMinutes } from '../rollup/state-column.ts';
import type { MetricModel, Rollup } from './catalogue.ts';
import { classOf, type ModelColumns } from './model-columns.ts';

/** The rollups of each model. One that is not built yet has no columns. */
export function rollupsOf(
  project: Project,
  columns: ModelColumns,
  models: ReadonlyMap<string, MetricModel>,
): Map<string, Rollup[]> {
  const rollups = [...project.models.values()].flatMap((declared): Rollup[] => {
    const base = models.get(declared.rollup?.of ?? '');
    if (!declared.rollup || !base) return [];
    const own = new Map((columns.get(declared.name) ?? []).map(({ name, type }) => [name, type]));
    const source = project.models.get(base.name);
    const column = declared.rollup.time ?? source?.time;
    const kind = classOf(base.columns.get(column ?? '') ?? '');
    const time =
      column !== undefined && (kind === 'instant' || kind === 'day') ? { column, kind } : undefined;
    return [
      {
        ...{ name: declared.name, of: base.name, by: source?.by },
        model: {
          ...{
            name: declared.name,
            columns: own,
            grain: [],
            day: base.day,
            rows: base.rows,
            isSnapshot: false,
          },
          dimensions: new Map(
            [...base.dimensions].filter(([, { column: own_, via }]) => own.has(via?.column ?? own_)),
          ),
        },
        time: time && {
          of: time.column,
          column: { ...time, column: stretchColumn(time, declared.rollup.every) },
          minutes: stretchMinutes[declared.rollup.every],
        },
      },
    ];
  });
  return Map.groupBy(rollups, ({ of }) => of);
}
