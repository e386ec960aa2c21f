import { EntrepotError, messageOf } from '#errors';
import type { Body, Contract } from '../../contracts/contract.ts';
import { contracts } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import type { Payload } from '../payload/json.ts';
import type { Shop } from '../shops.ts';
import {
  eventOf,
  type ObjectMapping,
  type Source,
  type SourceContext,
  shopOf,
  shopServed,
} from '../source.ts';
import { schemes } from '../webhooks/index.ts';
import { setAside, unlessAllAside } from './aside.ts';
import { converters } from './converters/index.ts';
import type { Declaration, DeclaredEvent } from './declaration.ts';
import { type Expression, evaluate } from './expression.ts';
import { absent, fixOf, unknown } from './faults.ts';
import { type Ask, bodyBuilder, type Fault, parsed } from './fields.ts';
import { recordsOf } from './records.ts';
import { webhookOf } from './webhook.ts';

/**
 * The source that a declaration describes. Everything that can be known without a payload is checked here.
 *
 * @throws SOURCE_INVALID with every fault and where it is.
 */
export function compileSource(declared: Declaration): Source {
  const faults: string[] = [];
  const fault: Fault = (where, error) => faults.push(`${where}: ${messageOf(error)}${fixOf(error)}`);
  const objects: Record<string, ObjectMapping> = {};
  const ignored: Record<string, string> = {};
  const signs: { object: string; when: Expression }[] = [];
  for (const [object, definition] of Object.entries(declared.objects)) {
    const when =
      definition.when === undefined ? undefined : checked(definition.when, `${object}.when`, declared, fault);
    if (when) signs.push({ object, when });
    const names = [object, ...definition.also];
    if ('ignored' in definition) {
      for (const name of names) ignored[name] = definition.ignored;
      continue;
    }
    const events = 'events' in definition ? definition.events : [definition];
    const mappings = events.map((event, at) =>
      compileEvent(event, declared, 'events' in definition ? `${object}.events[${at}]` : object, fault),
    );
    const all: ObjectMapping = (payload, context) =>
      unlessAllAside(mappings.flatMap((map) => map(payload, context)));
    for (const name of names) objects[name] = all;
  }
  if (faults.length > 0) {
    throw new EntrepotError(
      'SOURCE_INVALID',
      `The source ${declared.source} cannot be used.\n${faults.join('\n')}`,
      {
        asked: declared.source,
        available: faults,
        fix: 'Correct what is listed; the source that was there before goes on.',
      },
    );
  }
  const ask = askerOf(declared, undefined, undefined);
  const holds = (when: Expression, payload: Payload) => isTrue(ask(when, { record: payload, payload }));
  return {
    name: declared.source,
    ...(declared.channel === undefined ? {} : { channel: declared.channel }),
    ...(declared.webhook === undefined
      ? {}
      : {
          webhook:
            'scheme' in declared.webhook ? schemes[declared.webhook.scheme] : webhookOf(declared.webhook),
        }),
    objects,
    ignored,
    recognise: (payload) => {
      const first = Array.isArray(payload) ? (payload[0] ?? null) : payload;
      const only = Object.keys(declared.objects);
      if (signs.length === 0 && only.length === 1) return only[0];
      return signs.find(({ when }) => holds(when, payload) || holds(when, first))?.object;
    },
  };
}

function compileEvent(event: DeclaredEvent, declared: Declaration, at: string, fault: Fault): ObjectMapping {
  const contract = contractNamed(event.to, `${at}.to`, fault);
  const expression = (
    name: Exclude<keyof DeclaredEvent, 'to' | 'each' | 'aside' | 'fields' | 'extra' | 'unpivot' | 'value_at'>,
  ) => (event[name] === undefined ? undefined : checked(event[name], `${at}.${name}`, declared, fault));
  const each = (event.each ?? []).flatMap((one) => checked(one, `${at}.each`, declared, fault) ?? []);
  const [where, account, marketplace] = [
    expression('where'),
    expression('account'),
    expression('marketplace'),
  ];
  const [currency, time, version, gone] = [
    expression('currency'),
    expression('time'),
    expression('version'),
    expression('delete'),
  ];
  const unfit = event.aside && checked(event.aside.when, `${at}.aside.when`, declared, fault);
  const table = event.unpivot === undefined ? undefined : declared.words[event.unpivot];
  if (event.unpivot !== undefined && table === undefined) {
    fault(`${at}.unpivot`, unknown('table under words', event.unpivot, Object.keys(declared.words)));
  }
  const unpivot = table && {
    table,
    columns: expression('columns'),
    valueAt: event.value_at,
    total: expression('adds_up_to'),
  };
  const build =
    contract &&
    bodyBuilder(contract, event.fields, (place, error) => fault(`${at}.fields.${place}`, error), {
      expression: (source, place) => checked(source, `${at}.fields.${place}`, declared, fault),
      hasCurrency: currency !== undefined,
      onlyDeletes: event.delete === "'true'",
    });
  const extra = Object.entries(event.extra ?? {}).flatMap(([name, source]): [string, Expression][] => {
    const value = checked(source, `${at}.extra.${name}`, declared, fault);
    return value ? [[name, value]] : [];
  });

  return (payload, context) => {
    const shopless = askerOf(declared, undefined, context);
    let aside = 0;
    const events = recordsOf(payload, each, unpivot, shopless).flatMap((scope): OutgoingEvent[] => {
      if (where && !isTrue(shopless(where, scope))) return [];
      if (unfit && isTrue(shopless(unfit, scope))) {
        aside++;
        return [];
      }
      const text = (one: Expression | undefined) =>
        (one && (shopless(one, scope) as string | undefined)) ?? undefined;
      const shop = shopFor(context, text(account), text(marketplace));
      const ask = askerOf(declared, shop, context);
      const body = build!(scope, ask, currency) as Record<string, unknown>;
      for (const [name, value] of extra) body[name] = ask(value, scope);
      const happened = ask(time!, scope);
      if (typeof happened !== 'string') throw absent(event.time, 'time');
      const ordered = version ? ask(version, scope) : Date.parse(happened);
      if (typeof ordered !== 'string' && typeof ordered !== 'number') throw absent(event.version!, 'version');
      const op = gone && isTrue(ask(gone, scope)) ? ({ op: 'delete' } as const) : {};
      return [
        eventOf(context, shop, contract!, {
          body: body as Body<Contract>,
          time: happened,
          version: versionOf(ordered),
          ...op,
        }),
      ];
    });
    return aside === 0 ? events : [...events, setAside(aside, event.aside!.why, payload, context)];
  };
}

function shopFor(
  context: SourceContext,
  account: string | undefined,
  marketplace: string | undefined,
): Shop | undefined {
  if (context.channel === undefined) return shopServed(context, account);
  return shopOf(context, {
    ...(account === undefined ? {} : { account }),
    ...(marketplace === undefined ? {} : { marketplace }),
  });
}

/** Instants order as their milliseconds, everything else as the number it is. */
function versionOf(ordered: string | number): string | number {
  if (typeof ordered === 'number') return ordered;
  const millis = /^\d{4}-\d{2}-\d{2}T/.test(ordered) ? Date.parse(ordered) : Number.NaN;
  return Number.isNaN(millis) ? ordered : millis;
}

function askerOf(
  { words, source }: Declaration,
  shop: Shop | undefined,
  record: Pick<SourceContext, 'receivedAt' | 'account'> | undefined,
): Ask {
  const context = { words, shop, source, receivedAt: record?.receivedAt, account: record?.account };
  return (expression, scope) =>
    evaluate(expression, scope, (value, name, args) => converters[name]!.convert(value, args, context));
}

function isTrue(value: Payload | undefined): boolean {
  return value !== undefined && value !== false && value !== 'false' && value !== null;
}

/** An expression whose converters and tables exist. */
function checked(
  source: string,
  where: string,
  { words }: Declaration,
  fault: Fault,
): Expression | undefined {
  const expression = parsed(source, where, fault);
  for (const part of expression ? partsOf(expression) : []) {
    if (part.kind !== 'convert') continue;
    const found = Object.hasOwn(converters, part.converter) ? converters[part.converter] : undefined;
    if (found === undefined) {
      fault(where, unknown('converter', part.converter, Object.keys(converters)));
    } else if (part.args.length < found.args.filter((name) => !/^\[|^…/.test(name)).length) {
      fault(where, new EntrepotError('SOURCE_INVALID', `«${part.converter}» wants ${found.args.join(', ')}`));
    } else if (
      found.args[0] === 'table' &&
      part.args[0]?.kind === 'text' &&
      !Object.hasOwn(words, part.args[0].text)
    ) {
      fault(where, unknown('table under words', part.args[0].text, Object.keys(words)));
    }
  }
  return expression;
}

function partsOf(expression: Expression): Expression[] {
  if (expression.kind === 'first') return [expression, ...expression.of.flatMap(partsOf)];
  if (expression.kind !== 'convert') return [expression];
  return [expression, ...partsOf(expression.value), ...expression.args.flatMap(partsOf)];
}

function contractNamed(name: string, where: string, fault: Fault): Contract | undefined {
  const found = contracts.findLast((each) => each.topic === name || each.name === name);
  if (!found)
    fault(
      where,
      unknown(
        'contract',
        name,
        contracts.map((each) => each.name),
      ),
    );
  return found;
}
