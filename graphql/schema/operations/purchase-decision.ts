import { setTimeout as wait } from 'node:timers/promises';
import { EntrepotError } from '#errors';
import { type Body, outgoing, purchaseSuggestion } from '#ingestion';
import { decimal, identifier } from '#warehouse';
import { callerWithRole } from '../../security/caller.ts';
import type { Builder } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Entity } from '../entities/entity.ts';
import { keyStatement } from '../entities/entity-query.ts';
import type { EntityRefs } from '../entities/entity-types.ts';
import type { Row } from '../entities/loaders.ts';
import { wordsEnum } from '../metrics/metric-query-input.ts';

/** GraphQL type of the model that shows purchase suggestions. */
const typeName = 'PurchaseSuggestion';
const decisions = ['approve', 'reject'] as const;

type DecisionInput = {
  suggestionId: string;
  decision: (typeof decisions)[number];
  qty?: string | null | undefined;
};
type Suggestion = Body<typeof purchaseSuggestion>;
type Stored = Suggestion & { entity_version: string };

/** The mutation that decides about a purchase suggestion; absent while no model shows them. */
export function addPurchaseDecision(builder: Builder, types: EntityRefs): void {
  const [entity, ref] = [...types].find(([{ name }]) => name === typeName) ?? [];
  if (!entity || !ref) return;
  const input = builder.inputRef<DecisionInput>('DecidePurchaseSuggestionInput').implement({
    fields: (t) => ({
      suggestionId: t.id({ required: true }),
      decision: t.field({ type: wordsEnum(builder, 'Decision', decisions), required: true }),
      qty: t.field({ type: 'Decimal', description: 'Another quantity than suggested.' }),
    }),
  });
  builder.mutationField('decidePurchaseSuggestion', (t) =>
    t.field({
      type: ref,
      description:
        'Approves or rejects a purchase suggestion; returns when the decision can be read everywhere.',
      args: { input: t.arg({ type: input, required: true }) },
      resolve: (_root, asked, context) => decide(entity, asked.input, context),
    }),
  );
}

async function decide(entity: Entity, input: DecisionInput, context: Context): Promise<Row> {
  const { viewer } = callerWithRole(context.caller, 'executive', 'data', 'operator');
  const { services } = context;
  // Through the exposed model first: what the viewer may not see, the viewer cannot decide.
  const [visible] = await context.run(keyStatement(entity, viewer, entity.key, [[input.suggestionId]]));
  const stored = visible && (await latest(input.suggestionId, context));
  if (!stored) {
    throw new EntrepotError('NOT_FOUND', `There is no purchase suggestion «${input.suggestionId}».`, {
      asked: input.suggestionId,
    });
  }
  const { entity_version: version, ...current } = stored;
  refuseDecided(current);
  const now = new Date(services.clock()).toISOString();
  const next = greater(version, services.clock());
  const body = decided(current, input, viewer.id, now);
  await services.publish([
    outgoing(purchaseSuggestion, { body, source: 'console', time: now, version: next }),
  ]);
  return readable(entity, input.suggestionId, next, context);
}

function decided(current: Suggestion, input: DecisionInput, by: string, at: string): Suggestion {
  const qty = input.qty ?? current.qty;
  const edited = !decimal(qty).eq(current.qty);
  if (input.decision === 'reject' && edited) {
    throw new EntrepotError('INPUT_INVALID', 'A rejected suggestion has no quantity of its own.', {
      asked: qty,
      fix: 'Leave `qty` out, or approve.',
    });
  }
  if (decimal(qty).lte('0')) {
    throw new EntrepotError('INPUT_INVALID', 'The quantity must be above zero.', {
      asked: qty,
      fix: 'Give another quantity, or reject the suggestion.',
    });
  }
  const state = input.decision === 'reject' ? 'rejected' : edited ? 'edited' : 'approved';
  return { ...current, qty, state, by, decided_at: at };
}

function refuseDecided(current: Suggestion): void {
  if (current.state === 'proposed') return;
  throw new EntrepotError('CONFLICT', `This suggestion is already ${current.state}.`, {
    asked: current.suggestion_id,
    fix: 'Read it again.',
  });
}

/** Versions are milliseconds; two decisions within one still differ. */
function greater(version: string, now: number): string {
  const least = BigInt(version) + 1n;
  return (BigInt(now) > least ? BigInt(now) : least).toString();
}

async function latest(suggestionId: string, context: Context): Promise<Stored | undefined> {
  const fields = [...Object.keys(purchaseSuggestion.shape.shape), 'entity_version']
    .map(identifier)
    .join(', ');
  const sql = `select ${fields} from ${identifier(purchaseSuggestion.latestView)} where entity_id = {id:String}`;
  const [stored] = await context.run({ sql, parameters: { id: suggestionId } });
  return stored as Stored | undefined;
}

/** Waits until both the event and the model that shows it have arrived. */
async function readable(entity: Entity, id: string, version: string, context: Context): Promise<Row> {
  const { viewer } = callerWithRole(context.caller, 'executive', 'data', 'operator');
  const { clock, readableTimeoutMs } = context.services;
  const end = clock() + readableTimeoutMs;
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 250)) {
    const stored = await latest(id, context);
    if (stored && BigInt(stored.entity_version) >= BigInt(version)) {
      const [row] = await context.run(keyStatement(entity, viewer, entity.key, [[id]]));
      if (row && row.state === stored.state) return row;
    }
    if (clock() >= end) {
      throw new EntrepotError('TIMEOUT', 'The decision is recorded but cannot be read yet.', {
        asked: id,
        fix: 'Read the suggestion again in a moment; do not decide again.',
      });
    }
    await wait(pause, undefined, { signal: context.signal });
  }
}
