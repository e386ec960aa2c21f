import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/**
 * Where in a YAML text each key stands.
 *
 * @returns the line, from 1, of the last key of a path that is there
 * @example
 * linesOf('model: dwd_line\nmetrics:\n  units: sum(qty)\n')(['metrics', 'units']) // 3
 */
export function linesOf(text: string): (path: readonly PropertyKey[]) => number {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  return (path) => {
    let line = 1;
    let node: unknown = document.contents;
    for (const name of path) {
      const pair = isMap(node)
        ? node.items.find(({ key }) => isScalar(key) && key.value === name)
        : undefined;
      if (!pair) break;
      if (isScalar(pair.key) && pair.key.range) line = counter.linePos(pair.key.range[0]).line;
      node = pair.value;
    }
    return line;
  };
}

/** The line of the first thing that is not as expected: of the key itself where it must not be there. */
export function lineOfIssue(text: string, { issues }: z.ZodError): number {
  const [issue] = issues;
  if (issue === undefined) return 1;
  return linesOf(text)(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path);
}
