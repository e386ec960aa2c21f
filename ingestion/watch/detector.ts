import { hash } from 'node:crypto';
import { cut } from '../contracts/cut.ts';
import { alert } from '../contracts/index.ts';
import { type OutgoingEvent, outgoing } from '../producer/index.ts';
import { Seen } from './seen.ts';
import { type Observation, type Signal, type Thresholds, windows } from './signals.ts';
import { SlidingCounts } from './sliding-counts.ts';
import { expectedIn, surprise, type Usual } from './usual.ts';

export type Judgement = {
  enabled: boolean;
  thresholds: Thresholds;
  severity: 'info' | 'warning' | 'critical';
};

/** What the warehouse knows of a signal. `usual` is absent while there is too little history to judge by. */
export type Knowledge = Judgement & { usual: ReadonlyMap<string, Usual> | undefined };

/** A spike that has been told and has not ended. */
export type Episode = { alertId: string; series: string; openedAt: string; told: number; lastHigh: number };

type Spike = { count: number; expected: number; minutes: number };

const nothingUsual: Usual = { means: new Float32Array(24), dispersion: 1 };
/** A spike that has not been seen for this long has ended. */
const endMs = 3_600_000;
const hourMs = 3_600_000;

/** Watches one signal: takes observations, and says which alerts to open, to raise and to close. Reads no clock. */
export class Detector {
  readonly signal: Signal;
  readonly #counts = new SlidingCounts(windows[1]);
  readonly #seen = new Seen();
  readonly #open: Map<string, Episode>;
  #knowledge: Knowledge;
  #told = 0;

  constructor(signal: Signal, knowledge: Knowledge, open: readonly Episode[] = []) {
    this.signal = signal;
    this.#knowledge = knowledge;
    this.#open = new Map(open.map((episode) => [episode.series, episode]));
  }

  /** From now on judges by this. */
  learn(news: Partial<Knowledge>): void {
    this.#knowledge = { ...this.#knowledge, ...news };
  }

  status() {
    const { usual, enabled } = this.#knowledge;
    return { judging: enabled && usual !== undefined, series: this.#counts.size, open: this.#open.size };
  }

  /** @param now ms; later than everything observed, give or take the clocks of others */
  observe(observation: Observation, now: number): OutgoingEvent[] {
    const { at, series } = observation;
    if (Number.isNaN(at) || at < now - this.signal.freshMs || at > now + 300_000) return [];
    const spike = this.#spikeOf(observation);
    if (!spike) return [];
    const episode = this.#open.get(series);
    if (episode) {
      episode.lastHigh = Math.max(episode.lastHigh, now);
      if (spike.count < 2 * episode.told) return [];
      episode.told = spike.count;
      return [this.#alert(episode, 'open', now, spike)];
    }
    const begun: Episode = {
      alertId: alertId(this.signal.name, series, at),
      ...{ series, openedAt: new Date(now).toISOString(), told: spike.count, lastHigh: now },
    };
    this.#open.set(series, begun);
    return [this.#alert(begun, 'open', now, spike)];
  }

  /** Closes what has ended and forgets what is past. */
  tick(now: number): OutgoingEvent[] {
    this.#counts.forget(now - this.signal.freshMs);
    this.#seen.forget(now - this.signal.freshMs);
    const ended = [...this.#open.values()].filter(({ lastHigh }) => lastHigh < now - endMs);
    for (const { series } of ended) this.#open.delete(series);
    return ended.map((episode) => this.#alert(episode, 'closed', now));
  }

  #spikeOf({ series, at, amount, minutes, id }: Observation): Spike | undefined {
    if (minutes === undefined) {
      if (id !== undefined && !this.#seen.first(id, at)) return undefined;
      this.#counts.add(series, at, amount);
    }
    const { usual, enabled, thresholds } = this.#knowledge;
    if (!usual || !enabled) return undefined;
    const of = usual.get(series) ?? nothingUsual;
    const judge = (count: number, from: number, over: number): Spike | undefined => {
      const expected = expectedIn(of, from, over);
      const high = count >= thresholds.minimum && surprise(count, expected, of.dispersion) >= thresholds.z;
      return high ? { count, expected, minutes: over } : undefined;
    };
    if (minutes !== undefined) return judge(amount, at, minutes);
    const spikes = windows.map((over) =>
      judge(this.#counts.within(series, at, over), at - over * 60_000, over),
    );
    return spikes.every((spike) => spike !== undefined) ? spikes[0] : undefined;
  }

  #alert(episode: Episode, state: 'open' | 'closed', now: number, spike?: Spike): OutgoingEvent {
    const { signal } = this;
    const at = new Date(now).toISOString();
    const subject = spike
      ? signal.subject(episode.series, spike.count, spike.expected, spike.minutes)
      : `${signal.name} of ${episode.series} are as usual again`;
    const body = {
      alert_id: episode.alertId,
      rule: ruleOf(signal),
      severity: this.#knowledge.severity,
      subject: cut(subject, 500),
      dedupe_key: seriesKey(signal.name, episode.series),
      value: decimalText(spike?.count ?? episode.told),
      ...(spike && { threshold: decimalText(spike.expected) }),
      state,
      opened_at: episode.openedAt,
      ...(state === 'closed' && { closed_at: at }),
      evidence_ref: cut(`${signal.name}:${episode.series}`, 200),
    };
    this.#told += 1;
    // Several may be told in one millisecond.
    const version = now * 1_000 + (this.#told % 1_000);
    return outgoing(alert, { body, source: 'entrepot', time: at, version });
  }
}

export const ruleOf = ({ name }: Pick<Signal, 'name'>) => `demand_spike_${name}`;

/** The same spike is the same alert, whoever sees it: named by its series and the hour in which it began. */
function alertId(signal: string, series: string, at: number): string {
  const hour = new Date(Math.floor(at / hourMs) * hourMs).toISOString().slice(0, 13);
  return `${seriesKey(signal, series)}:${hour}`;
}

function seriesKey(signal: string, series: string): string {
  return `spike:${signal}:${series.length > 120 ? hash('sha256', series, 'hex') : series}`;
}

function decimalText(value: number): string {
  return value.toFixed(3).replace(/\.?0+$/, '');
}
