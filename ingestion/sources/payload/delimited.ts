import { parse } from 'csv-parse/sync';
import { EntrepotError, messageOf } from '#errors';
import type { Payload } from './json.ts';

const separators = ['\t', ';', '|', ','] as const;

/**
 * The rows of a table with a header line, each an object of texts by column name. The separator is the one that the
 * header line has most of.
 *
 * @throws PAYLOAD_INVALID naming the line that does not fit.
 */
export function readRows(text: string): Payload {
  const delimiter = separatorOf(text);
  try {
    return parse(text, {
      ...{ bom: true, columns: true, delimiter, skip_empty_lines: true, trim: true },
      // Tab-separated reports know no quotes: a lone one is part of the text.
      ...(delimiter === '\t' ? { quote: null } : {}),
    }) as Payload;
  } catch (cause) {
    throw new EntrepotError('PAYLOAD_INVALID', `The payload is not a table: ${messageOf(cause)}`, {
      fix: 'Send JSON, XML, or a table whose lines have as many fields as its header.',
      cause,
    });
  }
}

/** The separator that the first line of a text has most of. */
export function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const count = (separator: string) => header.split(separator).length;
  return separators.reduce((best, each) => (count(each) > count(best) ? each : best));
}
