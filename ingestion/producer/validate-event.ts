import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { EntrepotError } from '#errors';
import type { Contract } from '../contracts/contract.ts';
import { jsonSchemaOf } from '../contracts/lower/columns.ts';
import type { OutgoingEvent } from './outgoing-event.ts';

const ajv = new Ajv2020({ allErrors: false, strict: true });
ajv.addVocabulary(['lowersTo']);
formats.default(ajv);

const validatorOf = perContract((contract) => ajv.compile(jsonSchemaOf(contract.shape)));

/** A deletion need not repeat what is gone: it names the entity. */
const deletionOf = perContract(({ entity, shape }) => {
  const { type, properties } = jsonSchemaOf(shape);
  return ajv.compile({ type, properties: { [entity]: properties?.[entity] }, required: [entity] });
});

function perContract(compile: (contract: Contract) => ValidateFunction): typeof compile {
  const compiled = new WeakMap<Contract, ValidateFunction>();
  return (contract) => {
    const validate = compiled.get(contract) ?? compile(contract);
    compiled.set(contract, validate);
    return validate;
  };
}

/** Whether a body fulfils its contract's schema; says nothing of its envelope. */
export function fulfils(contract: Contract, body: unknown): boolean {
  return validatorOf(contract)(body);
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/**
 * Checks an event against its contract, before it reaches Kafka. Of a deletion only the entity is checked.
 *
 * @throws EVENT_INVALID naming topic, entity and the path of the first fault.
 */
export function validateEvent(event: OutgoingEvent): void {
  const { contract, body, time, version, source } = event;
  const validate = event.op === 'delete' ? deletionOf(contract) : validatorOf(contract);
  if (!validate(body)) throw refusal(event, validate.errors?.[0]);
  const unwritten = unwritable(body, '');
  if (unwritten !== undefined) {
    throw refusal(event, { instancePath: unwritten, message: 'cannot be written as JSON in UTF-8' });
  }
  if (source === '')
    throw envelopeRefusal(event, 'source', source, 'Name the system that reports the event.');
  if (!instant.test(time) || Number.isNaN(Date.parse(time))) {
    throw envelopeRefusal(event, 'time', time, 'Write UTC, e.g. 2026-03-01T09:30:00.123Z.');
  }
  if (!isUInt64(version)) {
    throw envelopeRefusal(event, 'version', String(version), 'Give a whole number from 0 to 2^64 - 1.');
  }
}

/** Where a value is that JSON.stringify would change in silence: half a surrogate pair, NaN, infinity. */
function unwritable(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : path;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const inner = `${path}/${key}`;
    const found = key.isWellFormed() ? unwritable(member, inner) : inner;
    if (found !== undefined) return found;
  }
  return undefined;
}

function isUInt64(version: string | number | bigint): boolean {
  if (typeof version === 'number') return Number.isSafeInteger(version) && version >= 0;
  const text = String(version);
  return /^\d{1,20}$/.test(text) && BigInt(text) < 1n << 64n;
}

function refusal({ contract, body }: OutgoingEvent, error: Partial<ErrorObject> | undefined): EntrepotError {
  const path = error?.instancePath?.slice(1).replaceAll('/', '.') ?? '';
  const entity = String((body as Record<string, unknown> | null)?.[contract.entity] ?? 'unknown');
  return new EntrepotError(
    'EVENT_INVALID',
    `${contract.topic}, ${contract.entity} «${entity}»: ${path ? `«${path}» ` : ''}${error?.message ?? 'is not valid'}.`,
    {
      asked: path || contract.topic,
      available: (error?.params as { allowedValues?: string[] } | undefined)?.allowedValues,
      fix: `Fulfil the contract ${contract.topic}.`,
    },
  );
}

function envelopeRefusal({ contract }: OutgoingEvent, attribute: string, asked: string, fix: string) {
  const message = `${contract.topic}: the envelope's ${attribute} «${asked}» is not valid.`;
  return new EntrepotError('EVENT_INVALID', message, { asked, fix, at: attribute });
}
