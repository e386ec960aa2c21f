import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parse as parseCsv } from 'csv-parse';
import { parse, stringify } from 'lossless-json';
import readXlsxFile from 'read-excel-file/node';
import { EntrepotError, messageOf } from '#errors';
import { separatorOf } from '../../sources/payload/delimited.ts';
import { readMail } from '../mail/read-mail.ts';
import { type OpenedFile, readWhole } from './open-file.ts';

/** How the records of a file lie in it; by its name where nobody says. */
export const fileFormats = ['json', 'jsonl', 'csv', 'tsv', 'xml', 'xlsx', 'eml', 'text'] as const;
export type FileFormat = (typeof fileFormats)[number];

/**
 * The records of a file, each as the text of one raw record: an element of a JSON list or else the whole document, a line of
 * JSON, a row as an object of texts by column, a whole XML document, a mail taken apart; `text`
 * is a file that must stay whole, such as a report whose first row says the currency of all others.
 *
 * @throws INPUT_INVALID naming the line where the file cannot be read.
 */
export async function* recordsOf(file: OpenedFile, format: FileFormat): AsyncGenerator<string> {
  try {
    yield* readersOf[format](file);
  } catch (error) {
    throw error instanceof EntrepotError ? error : unreadable(file, error);
  }
}

const readersOf: Record<FileFormat, (file: OpenedFile) => AsyncGenerator<string>> = {
  json: elements,
  jsonl: lines,
  csv: (file) => rows(file, 'csv'),
  tsv: (file) => rows(file, 'tsv'),
  xlsx: sheets,
  xml: async function* (file) {
    yield (await readWhole(file)).toString('utf8');
  },
  text: async function* (file) {
    yield (await readWhole(file)).toString('utf8');
  },
  eml: async function* (file) {
    yield JSON.stringify(await readMail(await readWhole(file)));
  },
};

export function formatOf(name: string): FileFormat {
  const ending = name.toLowerCase().split('.').at(-1)!;
  const known: Record<string, FileFormat> = { ndjson: 'jsonl', txt: 'tsv', tab: 'tsv', xlsm: 'xlsx' };
  const format = known[ending] ?? fileFormats.find((each) => each === ending);
  if (format) return format;
  throw new EntrepotError('INPUT_INVALID', `It cannot be told from its name how ${name} is to be read.`, {
    asked: name,
    available: fileFormats,
    fix: 'Say it with --format.',
  });
}

async function* lines(file: OpenedFile): AsyncGenerator<string> {
  const input = file.stream();
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const failed = failureOf(input);
  for await (const line of reader) if (line.trim() !== '') yield line;
  failed.throwIfFailed();
}

async function* rows(file: OpenedFile, format: 'csv' | 'tsv'): AsyncGenerator<string> {
  const { head, whole } = await withHead(file.stream());
  const delimiter = format === 'tsv' ? '\t' : separatorOf(head.toString('utf8').replace(/^\ufeff/, ''));
  const parser = parseCsv({
    ...{ bom: true, columns: true, skip_empty_lines: true, trim: true, delimiter },
    // Tab-separated reports know no quotes: a lone one is part of the text.
    ...(delimiter === '\t' ? { quote: null } : {}),
  });
  whole.on('error', (error) => parser.destroy(error));
  whole.pipe(parser);
  for await (const row of parser) yield JSON.stringify(row);
}

/** The first piece of a stream, and the stream with it. */
async function withHead(stream: Readable): Promise<{ head: Buffer; whole: Readable }> {
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await pieces.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  const all = async function* () {
    yield head;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  };
  return { head, whole: Readable.from(all()) };
}

async function* elements(file: OpenedFile): AsyncGenerator<string> {
  const text = (await readWhole(file)).toString('utf8').replace(/^\ufeff/, '');
  const document = parse(text);
  if (!Array.isArray(document)) yield text;
  else for (const element of document) yield stringify(element) ?? 'null';
}

/** Rows of every sheet that has a header line. Numbers stay the text they are in the file; days are `YYYY-MM-DD`. */
async function* sheets(file: OpenedFile): AsyncGenerator<string> {
  const all = await readXlsxFile<string>(await readWhole(file), { parseNumber: (text) => text });
  for (const { data } of all) {
    const [header, ...body] = data;
    if (header === undefined) continue;
    const names = header.map((cell) => String(cell ?? '').trim());
    for (const row of body) {
      const cells = names.flatMap((name, at) => (name === '' ? [] : [[name, cellText(row[at])]]));
      if (cells.some(([, text]) => text !== '')) yield JSON.stringify(Object.fromEntries(cells));
    }
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  const iso = cell.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

function failureOf(input: Readable) {
  let failure: Error | undefined;
  input.on('error', (error) => {
    failure = error;
  });
  return {
    throwIfFailed: () => {
      if (failure) throw failure;
    },
  };
}

function unreadable(file: OpenedFile, error: unknown): EntrepotError {
  return new EntrepotError('INPUT_INVALID', `${file.name} cannot be read: ${messageOf(error)}`, {
    asked: file.name,
    fix: 'Mend the file, or say with --format what it is.',
    cause: error,
  });
}
