import { EntrepotError } from '#errors';
import { decimal } from '#warehouse';
import type { Payload } from '../../payload/json.ts';
import { fromMicros, fromMinor, magnitude, minus, negated, perUnit, sum } from '../../payload/money.ts';
import { asked, type Converter, number, textOf, textual, wholeNumber } from './kit.ts';

/** Money and quantities. */
export const numbers: Readonly<Record<string, Converter>> = {
  number: textual((text) => number(text)),
  decimal_comma: textual((text) => number(text.replaceAll('.', '').replace(',', '.'))),
  either_decimal: {
    args: [],
    convert: (value) =>
      Array.isArray(value) ? value.map((each) => eitherDecimal(textOf(each))) : eitherDecimal(textOf(value)),
  },
  without_commas: textual((text) => number(text.replaceAll(',', ''))),
  minor: textual((text, [currency]) => fromMinor(text, asked(currency, 'currency')).amount, 'currency'),
  micros: textual((text) => fromMicros(text)),
  negated: textual((text) => negated(number(text))),
  magnitude: textual((text) => magnitude(number(text))),
  percent: textual((text) =>
    decimal(number(text.replace(/ ?%$/, '')))
      .div(decimal('100'))
      .toFixed(),
  ),
  minus: textual((text, [other]) => minus(number(text), number(asked(other, 'other'))), 'other'),
  plus: textual((text, [other]) => sum([number(text), number(textOf(other ?? '0'))]), 'other'),
  plus_total: textual(
    (text, [others]) => sum([number(text), ...[others ?? []].flat().map((each) => number(textOf(each)))]),
    'list',
  ),
  divided: textual(
    (text, [divisor]) =>
      decimal(number(text))
        .div(decimal(nonzero(asked(divisor, 'divisor'))))
        .round(18)
        .toFixed(),
    'divisor',
  ),
  over: textual((text, [quantity]) => perUnit(number(text), number(asked(quantity, 'quantity'))), 'quantity'),
  times: textual(
    (text, [factor]) =>
      decimal(number(text))
        .times(decimal(number(asked(factor, 'factor'))))
        .toFixed(),
    'factor',
  ),
  total: { args: [], convert: (value) => totalOf([value].flat()) },
  total_times: { args: ['factors'], convert: (value, [factors]) => sumOfProducts(value, factors) },
  rounded: textual(
    (text, [places]) =>
      decimal(number(text))
        .round(Number(wholeNumber(asked(places, 'places'))))
        .toFixed(),
    'places',
  ),
  nonzero: textual((text) => (decimal(number(text)).eq(decimal('0')) ? undefined : number(text))),
  whole: textual((text) => wholeNumber(text)),
  count: { args: [], convert: (value) => String([value].flat().length) },
};

/** With a decimal comma where the last sign is one with two digits behind it: `1.234,56`; else as it is. */
function eitherDecimal(text: string): string {
  return number(
    /^-?\d{1,3}(\.?\d{3})*,\d{1,2}$/.test(text) ? text.replaceAll('.', '').replace(',', '.') : text,
  );
}

function nonzero(text: string): string {
  const found = number(text);
  if (!decimal(found).eq(decimal('0'))) return found;
  throw new EntrepotError('PAYLOAD_INVALID', 'Nothing can be divided by zero.', {
    asked: text,
    fix: 'Leave the record out where the divisor is zero.',
  });
}

/** Of two lists of equal length the sum of the products, pair by pair. */
function sumOfProducts(value: Payload, factors: Payload | undefined): string {
  const [prices, quantities] = [[value].flat(), [factors ?? []].flat()];
  if (prices.length !== quantities.length) {
    throw new EntrepotError('PAYLOAD_INVALID', 'The lists are not equally long.', {
      asked: `${prices.length} and ${quantities.length}`,
      fix: 'Lead both paths to a member that every element has.',
    });
  }
  const products = prices.map((price, at) =>
    decimal(number(textOf(price)))
      .times(decimal(number(textOf(quantities[at]!))))
      .toFixed(),
  );
  return sum(['0', ...products]);
}

function totalOf(values: readonly Payload[]): string {
  return values.length === 0 ? '0' : sum(values.map((each) => number(textOf(each))));
}
