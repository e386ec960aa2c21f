import type { TimeWindow } from '../../screen/definition.ts';

export type TimeAxis = {
  /** The axis' labels and the place of a row's time on it, for the rows of one answer. */
  lay(times: readonly string[]): { labels: readonly string[]; placeOf(time: string): number | undefined };
  /** Whether the label at a place is written: as many as can be read from afar. */
  labelled(place: number): boolean;
};

/**
 * A day by hours has all its 24 places from the start, so that the line grows into the day; any other window has the
 * places its rows have.
 */
export function createTimeAxis(window: TimeWindow, timeZone: string, language: string): TimeAxis {
  const wholeDay = window.grain === 'HOUR' && (window.preset === 'TODAY' || window.preset === 'YESTERDAY');
  return wholeDay ? dayAxis(timeZone) : listAxis(window.grain, timeZone, language);
}

function dayAxis(timeZone: string): TimeAxis {
  const hour = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone });
  const labels = Array.from({ length: 24 }, (_, index) => `${String(index).padStart(2, '0')}:00`);
  return {
    lay: () => ({
      labels,
      placeOf: (time) => {
        const at = Date.parse(time);
        return Number.isNaN(at) ? undefined : Number(hour.format(at));
      },
    }),
    labelled: (place) => place % 4 === 0,
  };
}

function listAxis(grain: string | undefined, timeZone: string, language: string): TimeAxis {
  const options: Intl.DateTimeFormatOptions =
    grain === 'HOUR'
      ? { weekday: 'short', hour: '2-digit', hourCycle: 'h23', timeZone }
      : grain === 'DAY' || grain === 'WEEK'
        ? { day: 'numeric', month: 'short', timeZone: 'UTC' }
        : { month: 'short', year: '2-digit', timeZone: 'UTC' };
  const format = new Intl.DateTimeFormat(language, options);
  let count = 0;
  return {
    lay(times) {
      const places = [...new Set(times)].sort();
      count = places.length;
      const index = new Map(places.map((time, place) => [time, place]));
      return {
        labels: places.map((time) =>
          Number.isNaN(Date.parse(time)) ? time : format.format(Date.parse(time)),
        ),
        placeOf: (time) => index.get(time),
      };
    },
    labelled: (place) => place % Math.max(1, Math.ceil(count / 7)) === 0,
  };
}
