import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { EntrepotError } from '#errors';
import type { Source } from '../source.ts';
import { loadDeclared, type SourceProblem } from './load.ts';

export type LiveSourcesOptions = {
  /** Folders of declarations, the first that names a source wins. */
  folders: readonly string[];
  /** Sources written in TypeScript; their names are taken. */
  builtIn: readonly Source[];
  log: Logger;
};

/**
 * The sources as their folders have them now. A file with a mistake changes nothing: its source goes on as it was last
 * understood, and the mistake is told once.
 */
export class LiveSources {
  readonly #options: LiveSourcesOptions;
  #signature: string | undefined;
  #looked = Number.NEGATIVE_INFINITY;
  #declared = new Map<string, { file: string; source: Source }>();
  #problems: readonly SourceProblem[] = [];

  constructor(options: LiveSourcesOptions) {
    this.#options = options;
  }

  get sources(): readonly Source[] {
    return [...this.#options.builtIn, ...[...this.#declared.values()].map(({ source }) => source)];
  }

  get problems(): readonly SourceProblem[] {
    return this.#problems;
  }

  /** The sources as of a second ago at most. */
  async now(): Promise<readonly Source[]> {
    if (performance.now() - this.#looked > 1_000) {
      this.#looked = performance.now();
      await this.refresh();
    }
    return this.sources;
  }

  /** Reads the folders again when a file changed. True when the sources may be others now. */
  async refresh(): Promise<boolean> {
    const signature = await signatureOf(this.#options.folders);
    if (signature === this.#signature) return false;
    const loaded = await Promise.all(this.#options.folders.map((folder) => loadDeclared(folder)));
    const problems = loaded.flatMap((each) => each.problems);
    const declared = new Map<string, { file: string; source: Source }>();
    const taken = new Set(this.#options.builtIn.map(({ name }) => name));
    for (const { file, source } of loaded.flatMap((each) => each.sources)) {
      if (taken.has(source.name)) problems.push({ file, error: nameTaken(source.name) });
      else declared.set(source.name, { file, source });
      taken.add(source.name);
    }
    const broken = new Set(problems.map(({ file }) => file));
    for (const [name, before] of this.#declared) {
      if (broken.has(before.file) && !declared.has(name)) declared.set(name, before);
    }
    for (const { file, error } of problems)
      this.#options.log.error({ file, err: error }, 'a source has a mistake');
    this.#declared = declared;
    this.#problems = problems;
    this.#signature = signature;
    return true;
  }
}

function nameTaken(name: string): EntrepotError {
  return new EntrepotError('SOURCE_INVALID', `There is a source «${name}» already.`, {
    asked: name,
    fix: 'Give it another name, or add to the one that is there.',
  });
}

async function signatureOf(folders: readonly string[]): Promise<string> {
  const entries = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => []);
      return Promise.all(
        names
          .filter((name) => /\.ya?ml$/.test(name))
          .map(async (name) => {
            const found = await stat(join(folder, name)).catch(() => undefined);
            return `${folder}/${name} ${found?.mtimeMs} ${found?.size}`;
          }),
      );
    }),
  );
  return entries.flat().sort().join('\n');
}
