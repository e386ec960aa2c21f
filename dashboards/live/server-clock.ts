/** Milliseconds that only ever move forward, whatever is done to the machine's clock. */
export type Monotonic = () => number;

export type ServerClock = {
  /** Server time in milliseconds since 1970. */
  now(): number;
  /** Takes note of a server time that has just arrived. */
  hear(serverTime: number): void;
};

/** Samples kept; an old one is forgotten so that the clock follows a server whose clock is set. */
const kept = 16;

/**
 * The server's clock as seen from here. What is heard has travelled, so it is late by the journey: of the last
 * sixteen samples the one that puts the server furthest ahead travelled least, and is believed.
 *
 * @param monotonic elapsed time of this page
 * @param wall the machine's own clock, believed until the server has spoken
 */
export function createServerClock(monotonic: Monotonic, wall: () => number): ServerClock {
  const offsets: number[] = [];
  let offset = wall() - monotonic();
  return {
    now: () => monotonic() + offset,
    hear(serverTime) {
      if (!Number.isFinite(serverTime)) return;
      offsets.push(serverTime - monotonic());
      if (offsets.length > kept) offsets.shift();
      offset = Math.max(...offsets);
    },
  };
}
