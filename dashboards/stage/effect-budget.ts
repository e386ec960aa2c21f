/** 2: everything moves. 1: no ripples. 0: no transitions either. */
export type EffectLevel = 0 | 1 | 2;

export type EffectBudget = {
  level(): EffectLevel;
  /** Takes a measured frame rate into account; true when the level has changed. */
  measured(framesPerSecond: number): boolean;
};

/** Below this rate movement looks broken, and something is given up. */
const poor = 45;
const good = 57;
/** Good measurements in a row before an effect comes back, so that it does not flicker on and off. */
const patience = 6;

/**
 * How much may move at a frame rate. Two poor measurements in a row cost one level; six good ones bring one back,
 * and each return that failed doubles the patience.
 */
export function createEffectBudget(start: EffectLevel = 2): EffectBudget {
  let level = start;
  let bad = 0;
  let fine = 0;
  let wait = patience;
  return {
    level: () => level,
    measured(rate) {
      bad = rate < poor ? bad + 1 : 0;
      fine = rate >= good ? fine + 1 : 0;
      if (bad >= 2 && level > 0) {
        level = (level - 1) as EffectLevel;
        wait = Math.min(wait * 2, 960);
        bad = 0;
        return true;
      }
      if (fine >= wait && level < start) {
        level = (level + 1) as EffectLevel;
        fine = 0;
        return true;
      }
      return false;
    },
  };
}

/** Frames per second over the next second; undefined when the page was hidden, where browsers draw nothing. */
export function measureFrameRate(): Promise<number | undefined> {
  return new Promise((resolve) => {
    let frames = 0;
    let first = 0;
    const tick = (now: number) => {
      if (first === 0) first = now;
      frames++;
      if (now - first < 1_000) requestAnimationFrame(tick);
      else resolve(document.hidden ? undefined : ((frames - 1) * 1_000) / (now - first));
    };
    requestAnimationFrame(tick);
  });
}
