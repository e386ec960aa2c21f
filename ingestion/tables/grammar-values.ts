const year = '(?:19|2[0-2])[0-9][0-9]';
const leapYear = '(?:(?:19|2[0-2])(?:0[48]|[2468][048]|[13579][26])|2000)';

/** Days that exist, 1900 to 2299: the range that the warehouse's dates hold. */
export const calendarDay =
  `(?:${year}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)` +
  `|02-(?:0[1-9]|1[0-9]|2[0-8]))|${leapYear}-02-29)`;

export const clockTime = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,3})?';

/** Whole numbers of a range, as a pattern over their digits. A range below zero must be symmetric or open. */
export function wholeNumber(minimum: number, maximum: number): string {
  const upTo = notAbove(maximum);
  if (minimum < 0) return `-?${upTo}`;
  return minimum === 0 ? upTo : `(?:${notAbove(maximum, minimum)})`;
}

/** Digits of 0…maximum without leading zeros; single values are spelled out where a range starts above zero. */
function notAbove(maximum: number, minimum = 0): string {
  if (minimum > 0) {
    const words: string[] = [];
    for (let value = minimum; value <= maximum && words.length < 1_000; value++) words.push(String(value));
    return words.join('|');
  }
  const digits = String(maximum);
  const choices = digits.length === 1 ? [] : ['0', `[1-9][0-9]{0,${digits.length - 2}}`];
  for (let place = 0; place < digits.length; place++) {
    const low = place === 0 && digits.length > 1 ? 1 : 0;
    const digit = Number(digits[place]);
    const rest = digits.length - place - 1;
    if (digit - 1 >= low) {
      choices.push(`${digits.slice(0, place)}[${low}-${digit - 1}]${rest > 0 ? `[0-9]{${rest}}` : ''}`);
    }
  }
  choices.push(digits);
  return `(?:${choices.join('|')})`;
}
