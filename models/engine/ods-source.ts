/**
 * One table of event deliveries as the engine sees it. The engine never names an ODS view directly in what it runs: it
 * puts the view's SELECT over only the deliveries that matter, under the view's own name.
 */
export type OdsSource = {
  /** Table of every delivery, with the envelope's columns (`entity_id`, `event_time`, `_partition`, `_offset`, …). */
  table: string;
  /** The body's column that identifies the entity; its value equals `entity_id`. */
  keyColumn: string;
  /** Views of the last known state, which models read by name. */
  views: readonly OdsView[];
};

export type OdsView = {
  name: string;
  /** The view's SELECT over any table expression that has the table's columns. */
  select(from: string, use?: OdsViewUse): string;
};

/** What is known of the use of a view, so that the engine need not plan more than that. */
export type OdsViewUse = {
  /** Whether the column may be read; the view may leave out all others. */
  needs(column: string): boolean;
  /** Condition on the deliveries it is about: those of a few entities. Undefined for all. */
  where: string | undefined;
};
