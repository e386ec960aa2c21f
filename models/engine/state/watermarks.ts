import type { Warehouse } from '#warehouse';

export type Watermark = {
  /** Grows whenever the model's content changes. */
  version: number;
  /** Time of the newest event the model has taken in, ISO 8601, UTC; undefined while there was none, and for seeds. */
  eventTime: string | undefined;
  builtAt: string;
};

/** How far every model has come; one cheap query, made to be asked several times a second. */
export async function watermarks(warehouse: Warehouse): Promise<Record<string, Watermark>> {
  const rows = await warehouse.rows<{ model: string; version: string; eventTime: string; builtAt: string }>(
    `SELECT model, argMax(version, sequence) AS version,
       argMax(event_time, sequence) AS eventTime, argMax(built_at, sequence) AS builtAt
     FROM _model_watermarks GROUP BY model`,
  );
  return Object.fromEntries(
    rows.map(({ model, version, eventTime, builtAt }) => [
      model,
      {
        version: Number(version),
        eventTime: eventTime.startsWith('1970-01-01') ? undefined : eventTime,
        builtAt,
      },
    ]),
  );
}
