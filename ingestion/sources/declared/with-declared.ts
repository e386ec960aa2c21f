import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Source } from '../source.ts';
import { readDeclaration } from './load.ts';

/**
 * A source in TypeScript together with the objects that a declaration beside it maps: what code says goes before what is
 * declared.
 */
export function withDeclared(source: Source, declaration: URL): Source {
  const path = fileURLToPath(declaration);
  const declared = readDeclaration(readFileSync(path, 'utf8'), basename(path));
  return {
    ...source,
    objects: { ...declared.objects, ...source.objects },
    ignored: { ...declared.ignored, ...source.ignored },
    recognise: (payload) => source.recognise?.(payload) ?? declared.recognise?.(payload),
  };
}
