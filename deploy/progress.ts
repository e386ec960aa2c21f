const width = 28;

export type Step = {
  /** What has been done of what is to do; a note says what is worked on. */
  update(done: number, total: number, note?: string): void;
  /** Ends the line; `note` says what came out. */
  done(note?: string): void;
};

export type Progress = { step(title: string): Step; say(text: string): void };

/**
 * Progress of long work on a terminal: one line a step, redrawn in place. Where output is no terminal, a line is
 * printed at the start, at every fifth of the way and at the end, so that a log stays readable.
 */
export function createProgress(out: NodeJS.WriteStream, clock: () => number = Date.now): Progress {
  return {
    step: (title) => (out.isTTY ? terminalStep(out, title, clock) : plainStep(out, title, clock)),
    say: (text) => void out.write(`${text}\n`),
  };
}

function terminalStep(out: NodeJS.WriteStream, title: string, clock: () => number): Step {
  const started = clock();
  let drawn = 0;
  const draw = (text: string) => out.write(`\r\x1b[2K${text}`);
  draw(`  ${title} …`);
  return {
    update: (done, total, note = '') => {
      if (clock() - drawn < 80) return;
      drawn = clock();
      draw(`  ${title} ${bar(done, total)} ${percent(done, total)} ${elapsed(clock() - started)} ${note}`);
    },
    done: (note = '') => draw(`✓ ${title} ${elapsed(clock() - started)}${note && ` · ${note}`}\n`),
  };
}

function plainStep(out: NodeJS.WriteStream, title: string, clock: () => number): Step {
  const started = clock();
  let fifth = 0;
  out.write(`  ${title} …\n`);
  return {
    update: (done, total, note = '') => {
      const reached = total > 0 ? Math.floor((5 * done) / total) : 0;
      if (reached <= fifth || reached >= 5) return;
      fifth = reached;
      out.write(`  ${title} ${percent(done, total)} ${elapsed(clock() - started)} ${note}\n`);
    },
    done: (note = '') => void out.write(`✓ ${title} ${elapsed(clock() - started)}${note && ` · ${note}`}\n`),
  };
}

function bar(done: number, total: number): string {
  const filled = total > 0 ? Math.min(width, Math.round((width * done) / total)) : 0;
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
}

function percent(done: number, total: number): string {
  return total > 0 ? `${Math.min(100, Math.floor((100 * done) / total))} %` : '';
}

function elapsed(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
