import { type EntrepotError, nearest } from '#errors';
import { codeOnly, lineOfName, lineOfUnmatched } from './sql-text.ts';

/** What may be named in the SQL that the engine refused. */
export type Surroundings = {
  /** Columns of what it reads, by the name of the table. */
  columns: ReadonlyMap<string, readonly string[]>;
  tables: readonly string[];
  functions: readonly string[];
};

export type Mistake = {
  message: string;
  asked: string | undefined;
  available: readonly string[];
  fix: string;
  /** Line within the SQL, from 0. */
  line: number | undefined;
};

type Reading = (
  match: RegExpExecArray,
  sql: string,
  around: Surroundings,
) => Omit<Mistake, 'line'> & {
  line?: number | undefined;
};

/** What the engine calls functions that are written as operators. */
const operators: Readonly<Record<string, string>> = {
  ...{ plus: '+', minus: '-', multiply: '*', divide: '/', modulo: '%', concat: '||' },
  ...{ equals: '=', notEquals: '!=', less: '<', greater: '>', lessOrEquals: '<=', greaterOrEquals: '>=' },
};

const readings: readonly (readonly [RegExp, Reading])[] = [
  [
    /Multi-statements are not allowed/,
    (_match, sql) => ({
      ...{
        message: 'A model is one SELECT; here another statement follows.',
        asked: undefined,
        available: [],
      },
      fix: 'Remove what stands behind the semicolon, or give it a file of its own.',
      line: lineOfOperator(sql, ';'),
    }),
  ],
  [
    /supports only SELECT queries/,
    () => ({
      ...{ message: 'A model is one SELECT; this is another kind of statement.', asked: undefined },
      ...{ available: ['select …', 'with … select …'], line: 0 },
      fix: 'Write the SELECT alone: the table is made of it.',
    }),
  ],
  [
    /Unmatched parentheses/,
    (_match, sql) => ({
      ...{ message: 'A parenthesis has no partner.', asked: undefined, available: [] },
      ...{ fix: 'Close it, or remove it.', line: lineOfUnmatched(sql) },
    }),
  ],
  [
    /Syntax error.*?failed at position \d+ \(([\s\S]*?)\) \(line (\d+), col \d+\)/,
    ([text, near, line]) => {
      const [word] = near!.split('\n');
      const expected = /Expected one of: ([^.]*)/.exec(text)?.[1] ?? '';
      return {
        message: text.includes('not closed')
          ? 'A quote is not closed.'
          : `The SQL cannot be read at «${word}».`,
        asked: word,
        available: expected
          .split(', ')
          .filter((each) => /^[A-Z][A-Z ]+$/.test(each))
          .slice(0, 8),
        fix: 'Look at what stands before it: a comma too many or too few, a word misspelt, a quote left open.',
        line: Number(line) - 1,
      };
    },
  ],
  [
    /Function with name [`']([^`']+)[`'] does not exist/,
    ([, name], _sql, { functions }) => ({
      ...{ message: `There is no function «${name}».`, asked: name, available: nearest(name!, functions) },
      fix: 'Use one of the functions listed; names are case-sensitive.',
    }),
  ],
  [
    /Unknown expression(?: or \w+)* identifier [`']([^`']+)[`']/,
    ([, name], _sql, around) => ({
      ...{
        message: `There is no column «${name}» here.`,
        asked: name,
        available: closestColumns(name!, around),
      },
      fix: 'Use a column of what is read here, or select it further inside.',
    }),
  ],
  [
    /Unknown table expression identifier [`']([^`']+)[`']/,
    ([, name], _sql, { tables }) => ({
      message: `It reads «${name}», which is neither a model nor an ODS view.`,
      ...{ asked: name, available: nearest(name!, tables) },
      fix: 'Read one of the names listed, or declare the table as a model of «kind: external».',
    }),
  ],
  [
    /ambiguous identifier '([^']+)'/,
    ([, name], _sql, { columns }) => ({
      ...{ message: `«${name}» is a column of more than one of the joined tables.`, asked: name },
      available: [...columns]
        .filter(([, names]) => names.includes(name!))
        .map(([table]) => `${table}.${name}`),
      fix: 'Write whose column it is, with the alias of its table.',
    }),
  ],
  [
    /Column '([^']+)' is not under aggregate function/,
    ([, name]) => ({
      ...{ message: `«${name}» is neither aggregated nor grouped by.`, asked: name },
      available: [`group by …, ${name}`, `max(${name})`],
      fix: 'Add it to GROUP BY, or aggregate it.',
    }),
  ],
  [
    /Substitution `?([^`\s]+)`? is not set/,
    ([, name]) => ({
      message: `There is no parameter «${name}».`,
      ...{ asked: name, available: ['{as_of:Date}', '{reporting_currency:String}'] },
      fix: 'Use one of the parameters listed.',
    }),
  ],
  [
    /Multiple expressions .* for alias `?(\w+)`?/,
    ([, name]) => ({
      ...{ message: `Two columns are called «${name}».`, asked: name, available: [] },
      fix: 'Give one of them another name with «as».',
    }),
  ],
  [
    /Number of arguments for function [`']?(\w+)[`']? doesn't match: passed (\d+), should be ([^:]+)/,
    ([, name, given, wanted]) => ({
      ...{ message: `«${name}» takes ${wanted!.trim()} values, and is given ${given}.`, asked: name },
      ...{ available: [], fix: 'Give it as many as it takes.' },
    }),
  ],
  [
    /(?:of function|executing function|for function|for aggregate function) [`']?(\w+)/,
    ([text, name], sql) => {
      const written = operators[name!] ?? name!;
      return {
        message: text.startsWith('An incorrect')
          ? text
          : `«${written}» does not take these values: ${reasonIn(text)}`,
        ...{ asked: written, available: [] },
        fix: 'Convert one side, for example with toString, toDecimal128(…, 6) or toDate.',
        line: operators[name!] === undefined ? undefined : lineOfOperator(sql, written),
      };
    },
  ],
];

/**
 * A refusal of the engine as a person can act on it: the word it stumbled over, what could have stood there, and the
 * line within `sql`, which must be the text it was asked about from its first line on for syntax errors.
 */
export function engineMistake(error: EntrepotError, sql: string, around: Surroundings): Mistake {
  const text = reasonIn(error.message);
  for (const [pattern, read] of readings) {
    const match = pattern.exec(text);
    if (!match) continue;
    match[0] = text;
    const found = read(match, sql, around);
    const line = found.line ?? (found.asked === undefined ? undefined : lineOfName(sql, found.asked));
    return { ...found, line };
  }
  return {
    ...{ message: text, asked: undefined, available: [], line: undefined },
    fix: 'Paste the SELECT into a client and correct it there.',
  };
}

function reasonIn(message: string): string {
  return message.replace(/^The warehouse refused: /, '').trim();
}

function closestColumns(name: string, { columns }: Surroundings): string[] {
  const [table, column] = name.includes('.') ? name.split('.') : [undefined, name];
  const own = table === undefined ? undefined : columns.get(table);
  return nearest(column!, new Set(own ?? [...columns.values()].flat()), 8);
}

function lineOfOperator(sql: string, operator: string): number | undefined {
  const index = codeOnly(sql)
    .split('\n')
    .findIndex((line) => line.includes(operator));
  return index < 0 ? undefined : index;
}
