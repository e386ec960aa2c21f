/** Country names of the data sets that are not what `Intl` calls them. Groups of countries have no code. */
const otherNames: Readonly<Record<string, string>> = {
  EIRE: 'IE',
  USA: 'US',
  RSA: 'ZA',
  'Channel Islands': 'JE',
  'Czech Republic': 'CZ',
  'Hong Kong': 'HK',
  "Côte d'Ivoire": 'CI',
  'Congo, DRC': 'CD',
  Swaziland: 'SZ',
  Burma: 'MM',
};

const names = new Map<string, string>(Object.entries(otherNames));
const display = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
for (let first = 65; first <= 90; first++) {
  for (let second = 65; second <= 90; second++) {
    const code = String.fromCharCode(first, second);
    const name = display.of(code);
    if (name && !names.has(name)) names.set(name, code);
  }
}

/** ISO 3166-1 alpha-2 of an English country name; undefined where it names no single country. */
export function countryCode(name: string): string | undefined {
  return names.get(name);
}
