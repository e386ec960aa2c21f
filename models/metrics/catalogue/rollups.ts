import type { Project } from '../../engine/index.ts';
import { stretchColumn, stretchMinutes } from '../rollup/state-column.ts';
import type { MetricModel, Rollup, TimeColumn } from './catalogue.ts';
import { classOf, type ModelColumns } from './model-columns.ts';

/** The rollups of each model. One that is not built yet has no columns. */
export function rollupsOf(
  project: Project,
  columns: ModelColumns,
  models: ReadonlyMap<string, MetricModel>,
): Map<string, Rollup[]> {
  const rollups = [...project.models.values()].flatMap(({ name, rollup }): Rollup[] => {
    const base = models.get(rollup?.of ?? '');
    if (!rollup || !base) return [];
    const source = project.models.get(base.name);
    const time = timeOf(rollup.time ?? source?.time, base);
    const kept = time && { ...time, column: stretchColumn(time, rollup.every) };
    const own = new Map((columns.get(name) ?? []).map((column) => [column.name, column.type]));
    return [
      {
        ...{ name, of: base.name, by: source?.by, model: keptModel(name, base, own, kept) },
        time: time && kept && { of: time.column, column: kept, minutes: stretchMinutes[rollup.every] },
      },
    ];
  });
  return Map.groupBy(rollups, ({ of }) => of);
}

/** The rollup's table as questions read it: with the dimensions whose columns it has. */
function keptModel(
  name: string,
  base: MetricModel,
  columns: ReadonlyMap<string, string>,
  time: TimeColumn | undefined,
): MetricModel {
  const { day, localDay, rows, dimensions } = base;
  return {
    ...{ name, columns, grain: [], day, rows, isSnapshot: false },
    localDay: localDay && time && { ...localDay, of: time.column },
    dimensions: new Map([...dimensions].filter(([, { column, via }]) => columns.has(via?.column ?? column))),
  };
}

function timeOf(column: string | undefined, { columns }: MetricModel): TimeColumn | undefined {
  const kind = column === undefined ? undefined : classOf(columns.get(column) ?? '');
  return column !== undefined && (kind === 'instant' || kind === 'day') ? { column, kind } : undefined;
}
