import type { OdsView } from './ods-source.ts';

/** What the steps of a view are called in a SELECT. */
export const stepsOf = (view: string) => `${view}__steps`;

/**
 * The view of last known states over each delivery by itself, as if each were an entity; and beside it the steps, which
 * are all of them, also those the view hides: an entity is gone where a step has no row in the view. Of several deliveries
 * of one version the last one stored speaks for it, as in the view itself, so a repeated one changes nothing.
 *
 * `entity_id` of the view is `_delivery` of the steps.
 */
export function deliveryViews(view: OdsView): OdsView[] {
  const winners = (from: string, where = '1') =>
    `SELECT * FROM ${from} WHERE ${where} ORDER BY entity_id, entity_version, _offset DESC, _partition DESC LIMIT 1 BY entity_id, entity_version`;
  const delivery = `concat(toString(entity_version), ' ', toString(_partition), ' ', toString(_offset), ' ', entity_id)`;
  return [
    {
      name: view.name,
      select: (from, use) =>
        view.select(`(SELECT * REPLACE (${delivery} AS entity_id) FROM (${winners(from, use?.where)}))`, {
          needs: (column) => column === 'entity_id' || use === undefined || use.needs(column),
          where: undefined,
        }),
    },
    {
      name: stepsOf(view.name),
      select: (from, use) =>
        `SELECT ${delivery} AS _delivery, entity_id AS _entity, entity_version AS _version, event_time AS _at
         FROM (${winners(from, use?.where)})`,
    },
  ];
}
