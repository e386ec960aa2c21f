/** Amazon's marketplace ids (Selling Partner API, «Marketplace IDs») and our code of dim_marketplace. */
export const marketplaces: Readonly<Record<string, string>> = {
  ATVPDKIKX0DER: 'amazon_us',
  A2EUQ1WTGCTBG2: 'amazon_ca',
  A1AM78C64UM0Y8: 'amazon_mx',
  A2Q3Y263D00KWC: 'amazon_br',
  A1PA6795UKMFR9: 'amazon_de',
  A13V1IB3VIYZZH: 'amazon_fr',
  APJ6JRA9NG5V4: 'amazon_it',
  A1RKKUPIHCS9HS: 'amazon_es',
  A1F83G8C2ARO7P: 'amazon_uk',
  A1805IZSGTT6HS: 'amazon_nl',
  AMEN7PMS3EDWL: 'amazon_be',
  A2NODRKZP88ZB9: 'amazon_se',
  A1C3SOZRARQ6R3: 'amazon_pl',
  A28R8C7NBKEWEA: 'amazon_ie',
  A33AVAJ2PDY3EV: 'amazon_tr',
  A2VIGQ35RCS4UG: 'amazon_ae',
  A17E79C6D8DWNP: 'amazon_sa',
  ARBP9OOSHTCHU: 'amazon_eg',
  AE08WJ6YKNBMC: 'amazon_za',
  A21TJRUUN4KGV: 'amazon_in',
  A1VC38T7YXB528: 'amazon_jp',
  A39IBJ37TRP1C6: 'amazon_au',
  A19VAU5U5O7RUS: 'amazon_sg',
};

/** Finances v0 names a marketplace by its site. */
export const siteMarketplaces: Readonly<Record<string, string>> = {
  'amazon.com': 'amazon_us',
  'amazon.ca': 'amazon_ca',
  'amazon.com.mx': 'amazon_mx',
  'amazon.com.br': 'amazon_br',
  'amazon.de': 'amazon_de',
  'amazon.fr': 'amazon_fr',
  'amazon.it': 'amazon_it',
  'amazon.es': 'amazon_es',
  'amazon.co.uk': 'amazon_uk',
  'amazon.nl': 'amazon_nl',
  'amazon.com.be': 'amazon_be',
  'amazon.se': 'amazon_se',
  'amazon.pl': 'amazon_pl',
  'amazon.ie': 'amazon_ie',
  'amazon.com.tr': 'amazon_tr',
  'amazon.ae': 'amazon_ae',
  'amazon.sa': 'amazon_sa',
  'amazon.eg': 'amazon_eg',
  'amazon.co.za': 'amazon_za',
  'amazon.in': 'amazon_in',
  'amazon.co.jp': 'amazon_jp',
  'amazon.com.au': 'amazon_au',
  'amazon.sg': 'amazon_sg',
};

/** Our code of a marketplace, by id or by site name; undefined where Amazon names none of these. */
export function marketplaceCode(idOrSite: string | undefined): string | undefined {
  if (idOrSite === undefined) return undefined;
  return marketplaces[idOrSite] ?? siteMarketplaces[idOrSite.toLowerCase()];
}
