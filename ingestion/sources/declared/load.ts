import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { EntrepotError, messageOf } from '#errors';
import type { Source } from '../source.ts';
import { compileSource } from './compile.ts';
import { declaration } from './declaration.ts';

/** A file that cannot be used, and why. */
export type SourceProblem = { file: string; error: EntrepotError };

/**
 * The source that a YAML text declares.
 *
 * @throws SOURCE_INVALID with every fault: of the YAML with its line, of the declaration with its place.
 */
export function readDeclaration(text: string, file: string): Source {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) throw invalid(file, broken.message);
  const result = declaration.safeParse(document.toJS());
  if (!result.success) {
    throw invalid(file, faultsOf(result.error.issues).join('\n'));
  }
  return compileSource(result.data);
}

/** Every source declared in a folder; a file with a fault is told and leaves the others alone. */
export async function loadDeclared(
  folder: string,
): Promise<{ sources: { file: string; source: Source }[]; problems: SourceProblem[] }> {
  const sources: { file: string; source: Source }[] = [];
  const problems: SourceProblem[] = [];
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => /\.ya?ml$/.test(each)).sort()) {
    const file = join(folder, name);
    try {
      sources.push({ file, source: readDeclaration(await readFile(file, 'utf8'), name) });
    } catch (error) {
      problems.push({
        file,
        error: error instanceof EntrepotError ? error : invalid(name, messageOf(error)),
      });
    }
  }
  return { sources, problems };
}

/** Of something that may be written in several ways, what is wrong with the way it comes nearest to. */
function faultsOf(issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[] = []): string[] {
  return issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
      return [`${path.join('.')}: ${issue.message}`];
    }
    const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length);
    return faultsOf(nearest!, path);
  });
}

function invalid(file: string, why: string): EntrepotError {
  return new EntrepotError('SOURCE_INVALID', `${basename(file)} declares no source.\n${why}`, {
    asked: file,
    fix: 'Compare it with a declaration that works.',
  });
}
