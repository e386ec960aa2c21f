import { EntrepotError } from '#errors';
import { identifier, literal } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import type { BuildContext } from '../build/context.ts';
import type { Check } from '../project/model.ts';
import type { RunRecord } from '../state/state-store.ts';

type FreshnessCheck = Check & { kind: 'freshness' };

const lookEveryMs = 60_000;
const tellAgainMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * Watches the age of models by the clock: rows that do not come touch no model, so no build could notice. What is late
 * is told as a run that failed (or warned), once and then every hour, and as a run that did not when it is there again.
 * Nothing is held back: late rows are not wrong rows.
 */
export class FreshnessWatch {
  readonly #late = new Map<string, { toldAt: number }>();
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** Runs to be recorded; none between looks. */
  async look(context: BuildContext): Promise<RunRecord[]> {
    if (context.now - this.#lookedAt < lookEveryMs) return [];
    this.#lookedAt = context.now;
    const runs: RunRecord[] = [];
    for (const model of context.project.models.values()) {
      if (context.store.of(model.name).fingerprint === '') continue;
      for (const check of [...model.checks, ...model.warn]) {
        if (check.kind === 'freshness') runs.push(...(await this.#watch(model, check, context)));
      }
    }
    return runs;
  }

  async #watch(model: AnalysedModel, check: FreshnessCheck, context: BuildContext): Promise<RunRecord[]> {
    const key = `${model.name} ${check.text}`;
    const known = this.#late.get(key);
    const age = await ageOf(model, check, context);
    const run = { model: model.name, action: 'refresh', startedAt: context.now, durationMs: 0 } as const;
    const none = { ...run, partitions: 0, rows: 0, error: '', warnings: [] };
    if (age.ms <= check.withinMs) {
      this.#late.delete(key);
      return known ? [none] : [];
    }
    if (known && context.now - known.toldAt < tellAgainMs) return [];
    this.#late.set(key, { toldAt: context.now });
    const error = new EntrepotError('CHECK_FAILED', `«${model.name}»: ${check.text}: ${age.told}.`, {
      at: check.at,
      asked: check.text,
      fix: 'Look at what feeds it: its source, the topic’s lag, or the model below. What is there goes on serving.',
    });
    context.log.warn({ model: model.name, err: error, at: check.at }, 'a model is not fresh');
    if (model.checks.includes(check)) return [{ ...none, error: error.message }];
    return [{ ...none, warnings: [`${check.text}: ${age.told}`] }];
  }
}

/** Age of the newest value, ms; a day counts from its end. */
async function ageOf(
  model: AnalysedModel,
  { columns: [column] }: FreshnessCheck,
  { warehouse, store, now }: BuildContext,
): Promise<{ ms: number; told: string }> {
  const type = model.columns.find(({ name }) => name === column)!.type;
  const isDay = /Date(32)?\)*$/.test(type);
  const partitions = [...store.of(model.name).partitions].filter(([day, { rows }]) => day !== '' && rows > 0);
  const last = partitions
    .map(([day]) => day)
    .sort()
    .slice(-3);
  // The newest rows lie in the last days; a table without days is read whole.
  const where =
    last.length > 0 ? ` WHERE toString(${identifier(model.by!)}) IN (${last.map(literal).join(', ')})` : '';
  const [row] = await warehouse.rows<{ rows: string; newest: string }>(
    `SELECT count() AS rows, toString(toUnixTimestamp64Milli(toDateTime64(ifNull(max(${identifier(column)}), toDateTime64(0, 3)), 3, 'UTC'))) AS newest
     FROM ${identifier(model.name)}${where}`,
  );
  if (row === undefined || row.rows === '0')
    return { ms: Number.POSITIVE_INFINITY, told: 'there are no rows' };
  const newest = Number(row.newest);
  const ms = Math.max(0, now - newest - (isDay ? dayMs : 0));
  const written = new Date(newest).toISOString();
  return { ms, told: `the newest is ${isDay ? written.slice(0, 10) : written}, ${lasting(ms)} old` };
}

function lasting(ms: number): string {
  if (ms < 2 * 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 2 * dayMs ? `${(ms / 3_600_000).toFixed(1)} h` : `${(ms / dayMs).toFixed(1)} d`;
}
