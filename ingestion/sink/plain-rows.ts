import { isUtf8 } from 'node:buffer';
import type { Contract } from '../contracts/contract.ts';
import { fulfils } from '../producer/index.ts';
import { grammar, landingColumns, shapeOf } from '../tables/index.ts';
import type { Slab } from './slab.ts';

/** Above this, the engine judges rows for less than it costs here, and the event loop would wait for it. */
const plainAtMost = 500;

type Field = Extract<(typeof landingColumns)[number], { type: 'String' }>['name'];

const fields = landingColumns.filter(({ type }) => type === 'String').map(({ name }) => name as Field);
const bytesBefore = 1 + 8 + 8;

/**
 * Whether every row of a small batch is plainly in order: an upsert of a body written as JSON.stringify writes it, that
 * fulfils the contract and holds nothing else. Such rows need neither the engine's checks nor its quarantine, and to
 * analyse those takes the engine longer than all else of a small insert. Never true in doubt: the engine decides then.
 */
export function plainRows(contract: Contract): (slab: Slab) => boolean {
  const isBody = bodyJudge(contract);
  return (slab) => {
    if (slab.rows > plainAtMost) return false;
    for (let index = 0; index < slab.rows; index++) {
      const row = readRow(slab.row(index));
      if (!isEnvelope(row) || !isBody(row.payload, textOf(row, 'entityid') || textOf(row, 'key')))
        return false;
    }
    return true;
  };
}

type Row = Record<Field, Buffer>;

const textOf = (row: Row, field: Field) => row[field].toString();

function bodyJudge(contract: Contract): (payload: Buffer, entityId: string) => boolean {
  const form = new RegExp(grammar(shapeOf(contract)), 's');
  return (payload, entityId) => {
    if (!isUtf8(payload)) return false;
    const text = payload.toString();
    const body = parsed(text);
    // What was written twice, escaped or with blanks is written otherwise.
    if (JSON.stringify(body) !== text) return false;
    // An escape by number may stand for what is no character.
    if (text.includes('\\u')) return false;
    return (
      fulfils(contract, body) &&
      (body as Record<string, unknown>)[contract.entity] === entityId &&
      form.test(text)
    );
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEnvelope(row: Row): boolean {
  return (
    row.op.length === 0 &&
    row.type.length === 0 &&
    isVersion(textOf(row, 'entityversion')) &&
    isInstant(textOf(row, 'time')) &&
    fields.every((field) => field === 'payload' || isUtf8(row[field]))
  );
}

/** Any number of so many digits is a UInt64. */
const isVersion = (text: string) => /^[0-9]{0,19}$/.test(text);

/** A second that exists, in a year that DateTime64 holds. */
function isInstant(text: string): boolean {
  if (text === '') return true;
  if (!/^(?:19[789]|20\d)\d[^Z]{15}(?:\.\d{1,3})?Z$/.test(text)) return false;
  return new Date(text).toJSON()?.slice(0, 19) === text.slice(0, 19);
}

function readRow(bytes: Buffer): Row {
  let at = bytesBefore;
  const values = fields.map((field) => {
    let length = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]!;
      length += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
    }
    at += length;
    return [field, bytes.subarray(at - length, at)] as const;
  });
  return Object.fromEntries(values) as Row;
}
