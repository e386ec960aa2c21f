import { EntrepotError } from '#errors';
import { readRows } from './delimited.ts';
import { type Payload, parsePayload } from './json.ts';
import { readXml } from './xml.ts';

/**
 * Reads a payload as what it is: JSON, an XML document, or a table with a header line. Nothing is rounded and nothing
 * typed: every number stays the text it was.
 *
 * @throws PAYLOAD_INVALID
 */
export function readPayload(bytes: Uint8Array): Payload {
  const first = firstSign(bytes);
  if (first === undefined) {
    throw new EntrepotError('PAYLOAD_INVALID', 'The payload is empty.', {
      fix: 'Send JSON, XML, or a table with a header line.',
    });
  }
  if (first === '<') return readXml(decoded(bytes, encodingOf(bytes)));
  if ('{["-0123456789tfn'.includes(first) && !isTable(bytes)) return parsePayload(withoutMark(bytes));
  return readRows(decoded(bytes));
}

const mark = [0xef, 0xbb, 0xbf];

/** Without the byte order mark that some systems put before UTF-8. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return mark.every((byte, at) => bytes[at] === byte) ? bytes.subarray(mark.length) : bytes;
}

function firstSign(bytes: Uint8Array): string | undefined {
  const clean = withoutMark(bytes);
  const at = clean.findIndex((byte) => byte > 0x20);
  return at < 0 ? undefined : String.fromCharCode(clean[at]!);
}

/** JSON never starts like a header line: a word, or a quoted word followed by a separator. */
function isTable(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(withoutMark(bytes).subarray(0, 2_000)).trimStart();
  return /^(?:[A-Za-z_][\w .-]*|"[^"\n]*")[ ]*[,;\t|]/.test(head);
}

/** What an XML declaration says of its encoding. */
function encodingOf(bytes: Uint8Array): string {
  const head = Buffer.from(withoutMark(bytes).subarray(0, 200)).toString('latin1');
  return /^<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(head)?.[1] ?? 'utf-8';
}

function decoded(bytes: Uint8Array, encoding = 'utf-8'): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new EntrepotError('PAYLOAD_INVALID', `The payload is not ${encoding.toUpperCase()}.`, {
      fix: 'Send it in the encoding it says, or convert it to UTF-8.',
      cause,
    });
  }
}
