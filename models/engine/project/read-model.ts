import { EntrepotError } from '#errors';
import { parseChecks } from './checks.ts';
import { lineAt, parseHeader } from './header.ts';
import { parseKind, type SaidKind } from './kind.ts';
import type { Check, HeaderKey, Model, ReadMode } from './model.ts';
import { parseReads } from './reads.ts';
import { splitList, word } from './value-list.ts';

/** Reads one `.sql` file. Everything wrong with it is returned at once, each with its line and a remedy. */
export function readModel(
  name: string,
  file: string,
  text: string,
): { model: Model; problems: EntrepotError[] } {
  const header = parseHeader(file, text);
  const problems = [...header.problems];
  const value = (key: HeaderKey) => header.lines.get(key)?.value;
  const at = (key: HeaderKey) => `${file}:${header.lines.get(key)?.line ?? 1}`;
  const taking = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof EntrepotError)) throw error;
      problems.push(error);
      return otherwise;
    }
  };
  const columns = (key: HeaderKey) => taking(() => columnList(value(key), key, at(key)), []);
  const said = taking<SaidKind>(() => parseKind(value('kind'), at('kind')), {
    ...{ kind: 'view', by: undefined, per: [] },
  });
  const per = columns('per');
  const named = columns('grain');
  const own = said.grain ?? (said.snapshot ? [...said.per, 'version'] : []);
  const grain = named.length === 0 ? own : named;
  const checks = (key: 'checks' | 'warn'): Check[] => {
    const line = header.lines.get(key);
    if (line === undefined) return [];
    const read = parseChecks(line.value, grain, (offset) => `${file}:${lineAt(line, offset)}`);
    problems.push(...read.problems);
    return read.checks;
  };
  const model: Model = {
    ...{ name, kind: said.kind, by: said.by, file },
    ...(said.snapshot ? { snapshot: said.snapshot } : {}),
    firstLine: header.sqlLine,
    text,
    description: header.description,
    sql: header.sql,
    headers: Object.fromEntries([...header.lines].map(([key, line]) => [key, line.value])),
    headerPlaces: Object.fromEntries(
      [...header.lines].map(([key, { line, continued }]) => [key, { line, continued }]),
    ),
    time: columns('time')[0],
    per: said.snapshot ? said.per : per,
    reads: taking(() => parseReads(value('reads') ?? '', at('reads')), new Map<string, ReadMode>()),
    order: columns('order'),
    grain,
    checks: checks('checks'),
    warn: checks('warn'),
    expose: value('expose'),
    rows: value('rows'),
    mask: columns('mask'),
    owner: value('owner'),
    seed: undefined,
  };
  problems.push(...inconsistencies(model, at));
  return { model, problems };
}

function columnList(value: string | undefined, key: string, at: string): string[] {
  const columns = splitList(value ?? '');
  const wrong = columns.find((column) => !word.test(column));
  if (wrong === undefined) return columns;
  throw new EntrepotError('MODEL_INVALID', `«${wrong}» in «${key}» is not a column name.`, {
    at,
    asked: wrong,
    fix: 'List column names of the model, separated by commas.',
  });
}

function inconsistencies(model: Model, at: (key: HeaderKey) => string): EntrepotError[] {
  const wrong = (key: HeaderKey, message: string, fix: string) =>
    new EntrepotError('MODEL_INVALID', message, { at: at(key), fix });
  const problems: EntrepotError[] = [];
  if (model.sql === '')
    problems.push(wrong('kind', 'The model has no SELECT.', 'Write one below the header.'));
  if ((model.kind !== 'incremental' && model.per.length > 0) || (model.snapshot && model.headers.per)) {
    problems.push(
      wrong('per', '«per» is for incremental models.', 'Use «kind: incremental by <day column>».'),
    );
  }
  if (model.expose !== undefined && !word.test(model.expose)) {
    problems.push(
      wrong(
        'expose',
        `«${model.expose}» cannot be the name of a GraphQL type.`,
        'Write one word, such as PurchaseSuggestion.',
      ),
    );
  }
  const builds = model.kind === 'table' || model.kind === 'incremental';
  problems.push(...checkInconsistencies(model));
  const modes = new Set([...model.reads.values()].map(({ mode }) => mode));
  if (model.kind === 'table' && (modes.has('same') || modes.has('by'))) {
    problems.push(
      wrong(
        'reads',
        'A table has no partitions that «same» or «by» could name.',
        'Use «all», or a window of days before as_of.',
      ),
    );
  } else if (!builds && model.reads.size > 0) {
    problems.push(
      wrong('reads', `A ${model.kind} keeps nothing that could become stale.`, 'Remove the line.'),
    );
  }
  return problems;
}

/** What is not built cannot be checked before it is served; of what others write, the age can be watched. */
function checkInconsistencies(model: Model): EntrepotError[] {
  if (model.kind === 'table' || model.kind === 'incremental') return [];
  return [...model.checks, ...model.warn]
    .filter(({ kind }) => model.kind !== 'external' || kind !== 'freshness')
    .map(({ at, text }) =>
      model.kind === 'external'
        ? new EntrepotError('MODEL_INVALID', 'Another part writes this table, so nothing can be held back.', {
            at,
            asked: text,
            available: ['freshness(<time column>, 2 h)'],
            fix: 'Watch its age with freshness(…), and check the models that read it.',
          })
        : new EntrepotError(
            'MODEL_INVALID',
            `A ${model.kind} is not built, so nothing can be checked before it is served.`,
            {
              at,
              asked: text,
              fix: 'Check the models it reads or that read it, or make it «-- kind: table».',
            },
          ),
    );
}
