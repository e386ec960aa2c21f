import { decimal } from '#warehouse';
import type { Payload } from '../../payload/json.ts';
import { isZero, minus, sum } from '../../payload/money.ts';
import { asked, type Converter, number, textOf, textual } from './kit.ts';
import { within } from './lists.ts';

/** What is left of a line when its parts have been named. */
const left = 'rest';

type Part = { word: string; quantity: string };

/** Lines of which parts are in different states, such as two shipped and one cancelled of three. */
export const parts: Readonly<Record<string, Converter>> = {
  parts: {
    args: ['states', 'word', 'quantity', 'whole'],
    convert: (value, [states, word, quantity, whole]) =>
      [value].flat().flatMap((line) => {
        if (line === null || typeof line !== 'object' || Array.isArray(line)) return [];
        const all = number(textOf(within(line, asked(whole, 'whole')) ?? '0'));
        const found = [within(line, asked(states, 'states')) ?? []].flat().map((state) => ({
          word: within(state, asked(word, 'word')),
          quantity: within(state, asked(quantity, 'quantity')),
        }));
        return laidOut(partsOf(found, all)).map((part) => ({ ...line, part }));
      }),
  },
  portion: textual(
    (text, [from, to, whole]) => {
      const amount = decimal(number(text));
      const all = number(asked(whole, 'whole'));
      if (isZero(all)) return number(text);
      const upTo = (place: Payload | undefined) =>
        amount
          .times(decimal(number(asked(place, 'place'))))
          .div(decimal(all))
          .round(2);
      // As far as its end less as far as its beginning: however it is rounded, the portions add up to the whole.
      const end = decimal(number(asked(to, 'to'))).eq(decimal(all)) ? amount : upTo(to);
      return end.minus(upTo(from)).toFixed();
    },
    'from',
    'to',
    'whole',
  ),
};

/** One part per state. A line whose states do not say how much, or more than there is, is one part of no state of its own. */
function partsOf(
  states: readonly { word: Payload | undefined; quantity: Payload | undefined }[],
  all: string,
): Partial<Part>[] {
  const byWord = new Map<string, string>();
  for (const { word, quantity } of states) {
    if (word === undefined || quantity === undefined) return [{ quantity: all }];
    const name = textOf(word);
    byWord.set(name, sum([byWord.get(name) ?? '0', number(textOf(quantity))]));
  }
  const named = [...byWord]
    .map(([word, quantity]) => ({ word, quantity }))
    .filter((each) => !isZero(each.quantity));
  const rest = minus(all, sum(['0', ...named.map(({ quantity }) => quantity)]));
  if (named.length === 0 || rest.startsWith('-')) return [{ quantity: all }];
  return isZero(rest) ? named : [...named, { word: left, quantity: rest }];
}

/** The parts one after another on the whole. The first keeps the line's id, the others add their state to it. */
function laidOut(found: readonly Partial<Part>[]): Payload[] {
  let from = '0';
  return found.map(({ word, quantity = '0' }, at) => {
    const to = sum([from, quantity]);
    const part = {
      ...(word === undefined ? {} : { word }),
      quantity,
      from,
      to,
      id: at === 0 ? '' : (word ?? ''),
    };
    from = to;
    return part;
  });
}
