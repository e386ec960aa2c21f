import { z } from 'zod';
import type { Warehouse } from '#warehouse';
import { alert, alertRule } from '../contracts/index.ts';
import { contractsStored } from '../tables/index.ts';
import { type Episode, type Judgement, type Knowledge, ruleOf } from './detector.ts';
import type { Signal } from './signals.ts';
import { type HourSums, usualOf } from './usual.ts';

type Reading = Pick<Warehouse, 'rows' | 'database'>;

const dayMs = 86_400_000;
/** History that makes the usual: four weeks, so that each weekday counts alike. */
const historyDays = 28;
/** With less, everything would be unusual. */
const leastDays = 7;

/** Learning may take its time; what people ask goes first. */
const unhurried = { settings: { max_threads: 1, priority: 10 } };

const ruleThresholds = z.object({ z: z.number().positive(), minimum: z.number().min(0) }).partial();

/** How a signal is to be judged now: by its own thresholds, or as its alert rule says. */
export async function judgementOf(warehouse: Reading, signal: Signal): Promise<Judgement> {
  const rule = await ruleFor(warehouse, ruleOf(signal));
  return {
    enabled: rule?.enabled ?? true,
    severity: rule?.severity ?? 'warning',
    thresholds: { ...signal.thresholds, ...(rule && ruleThresholds.parse(JSON.parse(rule.thresholds))) },
  };
}

/** What is usual of a signal: its history up to the last full hour. */
export async function usualFor(warehouse: Reading, signal: Signal, now: number): Promise<Knowledge['usual']> {
  if ((await contractsStored(warehouse, [signal.contract])).length === 0) return undefined;
  const until = Math.floor(now / 3_600_000) * 3_600_000;
  const [row] = await warehouse.rows<{ first: string }>(signal.first, {}, unhurried);
  const days = Math.min(historyDays, Math.floor((until - Date.parse(row!.first)) / dayMs));
  // Where there is nothing, the first is 1970: no rows, and nothing usual.
  const since = until - days * dayMs;
  const rows = await warehouse.rows<HourSums>(
    signal.hours,
    { since: since / 1_000, until: until / 1_000 },
    unhurried,
  );
  if (rows.length === 0 || days < leastDays) return undefined;
  return usualOf(rows, days);
}

type Rule = { enabled: boolean; thresholds: string; severity: Judgement['severity'] };

async function ruleFor(warehouse: Reading, rule: string): Promise<Rule | undefined> {
  if ((await contractsStored(warehouse, [alertRule])).length === 0) return undefined;
  const [row] = await warehouse.rows<Rule>(
    `select enabled, thresholds, severity from ${alertRule.latestView} where rule_id = {rule:String}`,
    { rule },
  );
  return row;
}

/** Spikes that were told and have not been closed, by whichever watcher. */
export async function openEpisodes(warehouse: Reading, signal: Signal): Promise<Episode[]> {
  if ((await contractsStored(warehouse, [alert])).length === 0) return [];
  const rows = await warehouse.rows<{ id: string; ref: string; opened: string; at: string; told: string }>(
    `select alert_id as id, ifNull(evidence_ref, '') as ref, opened_at as opened, event_time as at, toString(ifNull(value, 0)) as told
     from ${alert.latestView} where rule = {rule:String} and state = 'open'`,
    { rule: ruleOf(signal) },
  );
  return rows.map(({ id, ref, opened, at, told }) => ({
    alertId: id,
    series: ref.slice(signal.name.length + 1),
    openedAt: new Date(opened).toISOString(),
    told: Number(told),
    lastHigh: Date.parse(at),
  }));
}
