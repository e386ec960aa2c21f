import { headerAt } from '../project/header.ts';
import type { Model } from '../project/model.ts';
import { starLine } from './star-line.ts';

/** Something that works, and that others will stumble over. */
export type Finding = {
  rule: 'name' | 'description' | 'grain' | 'unique' | 'star';
  model: string;
  /** `file:line`. */
  at: string;
  message: string;
  fix: string;
};

/** Folder of a layer -> what its models are called. */
const names: Readonly<Record<string, { pattern: RegExp; form: string }>> = {
  seeds: { pattern: /^dim_/, form: 'dim_<what>' },
  dim: { pattern: /^dim_/, form: 'dim_<what>' },
  dwd: { pattern: /^dwd_.+_(di|df|acc)$/, form: 'dwd_<domain>_<subject>_di, _df or _acc' },
  dws: { pattern: /^dws_.+_\d+[hdm]$/, form: 'dws_<domain>_<subject>_1d' },
  ads: { pattern: /^ads_/, form: 'ads_<domain>_<subject>' },
};

/** What a reviewer would say of the files of a project, without a warehouse; in their order. */
export function lint(models: Iterable<Model>): Finding[] {
  return [...models].filter(({ rollup }) => rollup === undefined).flatMap(findings);
}

function findings(model: Model): Finding[] {
  const found: Finding[] = [];
  const { name, file, firstLine, kind } = model;
  const add = (rule: Finding['rule'], at: string, message: string, fix: string) =>
    void found.push({ rule, model: name, at, message, fix });
  const layer = names[file.split('/').at(-2) ?? ''];
  if (layer && !layer.pattern.test(name)) {
    add('name', `${file}:1`, `«${name}» does not say where it belongs.`, `Call it ${layer.form}.`);
  }
  if (kind === 'seed') return found;
  if (model.description === '') {
    add(
      'description',
      `${file}:1`,
      `Nobody is told what a row of «${name}» is.`,
      'Say it in a comment above the header.',
    );
  }
  if (kind === 'view' || kind === 'external' || kind === 'dictionary') return found;
  const unique = [...model.checks, ...model.warn].some((check) => check.kind === 'unique');
  if (model.grain.length === 0) {
    add(
      'grain',
      `${file}:1`,
      `What tells rows of «${name}» apart is not said.`,
      'Add «-- grain: <columns>».',
    );
  } else if (!unique) {
    add(
      'unique',
      headerAt(model, 'grain'),
      'That rows differ in it is not checked.',
      'Add «-- checks: unique(grain)».',
    );
  }
  const star = starLine(model.sql);
  if (star !== undefined) {
    add(
      'star',
      `${file}:${firstLine + star}`,
      'A new column of what it reads becomes one of this model.',
      'Name the columns.',
    );
  }
  return found;
}
