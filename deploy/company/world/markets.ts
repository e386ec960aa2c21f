/** What is true of buyers and parcels in a country. Shares and costs are round figures of public rate cards. */
export type Market = {
  /** VAT, GST or an average of sales taxes. */
  taxRate: number;
  /** How prices compare with the United States', at the exchange rate. */
  priceLevel: number;
  /** Share of the yearly swing that follows the southern hemisphere. */
  southern: boolean;
  /** Buyer-paid shipping in USD. */
  shippingUsd: number;
  /** Cost of a parcel of one kilogram in USD. */
  parcelUsd: number;
  deliveryDays: number;
  carriers: readonly string[];
  locale: string;
  cities: readonly (readonly [city: string, region: string, postalPrefix: string])[];
};

const market = (
  taxRate: number,
  priceLevel: number,
  shippingUsd: number,
  parcelUsd: number,
  deliveryDays: number,
  carriers: readonly string[],
  locale: string,
  cities: Market['cities'],
  southern = false,
): Market => ({
  taxRate,
  priceLevel,
  shippingUsd,
  parcelUsd,
  deliveryDays,
  carriers,
  locale,
  cities,
  southern,
});

export const markets: Readonly<Record<string, Market>> = {
  US: market(0.072, 1, 5.99, 6.4, 4, ['ups', 'usps', 'fedex'], 'en-US', [
    ['New York', 'NY', '100'],
    ['Los Angeles', 'CA', '900'],
    ['Chicago', 'IL', '606'],
    ['Houston', 'TX', '770'],
    ['Seattle', 'WA', '981'],
    ['Miami', 'FL', '331'],
  ]),
  CA: market(0.12, 1.05, 7.5, 8.2, 5, ['canada_post', 'purolator'], 'en-CA', [
    ['Toronto', 'ON', 'M5V'],
    ['Montreal', 'QC', 'H2X'],
    ['Vancouver', 'BC', 'V6B'],
  ]),
  MX: market(0.16, 0.82, 3.9, 4.6, 6, ['estafeta', 'dhl_mx'], 'es-MX', [
    ['Ciudad de México', 'CMX', '06'],
    ['Guadalajara', 'JAL', '44'],
    ['Monterrey', 'NLE', '64'],
  ]),
  DE: market(0.19, 1.08, 4.9, 5.3, 3, ['dhl', 'hermes', 'dpd'], 'de-DE', [
    ['Berlin', 'BE', '10'],
    ['Hamburg', 'HH', '20'],
    ['München', 'BY', '80'],
    ['Köln', 'NW', '50'],
  ]),
  FR: market(0.2, 1.06, 4.9, 5.9, 4, ['colissimo', 'chronopost'], 'fr-FR', [
    ['Paris', 'IDF', '75'],
    ['Lyon', 'ARA', '69'],
    ['Marseille', 'PAC', '13'],
  ]),
  IT: market(0.22, 1.02, 4.9, 6.1, 4, ['brt', 'poste_italiane'], 'it-IT', [
    ['Milano', 'MI', '20'],
    ['Roma', 'RM', '00'],
    ['Torino', 'TO', '10'],
  ]),
  ES: market(0.21, 0.98, 4.5, 5.2, 4, ['correos', 'seur'], 'es-ES', [
    ['Madrid', 'MD', '28'],
    ['Barcelona', 'CT', '08'],
    ['Valencia', 'VC', '46'],
  ]),
  PL: market(0.23, 0.88, 3.2, 3.4, 3, ['inpost', 'dpd_pl'], 'pl-PL', [
    ['Warszawa', 'MZ', '00'],
    ['Kraków', 'MA', '30'],
  ]),
  GB: market(0.2, 1.1, 4.2, 5.1, 3, ['royal_mail', 'evri'], 'en-GB', [
    ['London', 'ENG', 'SW'],
    ['Manchester', 'ENG', 'M'],
    ['Birmingham', 'ENG', 'B'],
    ['Glasgow', 'SCT', 'G'],
  ]),
  JP: market(0.1, 1.02, 4.1, 5.0, 2, ['yamato', 'sagawa'], 'ja-JP', [
    ['東京', '13', '100'],
    ['大阪', '27', '530'],
    ['名古屋', '23', '450'],
  ]),
  AU: market(
    0.1,
    1.1,
    6.2,
    7.4,
    6,
    ['auspost', 'startrack'],
    'en-AU',
    [
      ['Sydney', 'NSW', '20'],
      ['Melbourne', 'VIC', '30'],
      ['Brisbane', 'QLD', '40'],
    ],
    true,
  ),
  BR: market(
    0.17,
    0.78,
    4.2,
    4.9,
    8,
    ['correios', 'jadlog'],
    'pt-BR',
    [
      ['São Paulo', 'SP', '01'],
      ['Rio de Janeiro', 'RJ', '20'],
      ['Belo Horizonte', 'MG', '30'],
      ['Curitiba', 'PR', '80'],
    ],
    true,
  ),
  CL: market(
    0.19,
    0.86,
    4.4,
    5.0,
    6,
    ['chilexpress', 'starken'],
    'es-CL',
    [
      ['Santiago', 'RM', '83'],
      ['Valparaíso', 'VS', '23'],
    ],
    true,
  ),
  SG: market(0.09, 1.04, 2.2, 2.6, 2, ['ninjavan', 'singpost'], 'en-SG', [['Singapore', 'SG', '01']]),
  MY: market(0.08, 0.72, 1.8, 2.1, 4, ['ninjavan', 'poslaju'], 'ms-MY', [
    ['Kuala Lumpur', '14', '50'],
    ['Johor Bahru', '01', '80'],
  ]),
  TH: market(0.07, 0.7, 1.6, 1.9, 4, ['flash', 'kerry'], 'th-TH', [
    ['กรุงเทพมหานคร', '10', '10'],
    ['เชียงใหม่', '50', '50'],
  ]),
};

/** Share of a day's orders by hour of the buyer's wall clock: a lull at four, a hump at noon, the peak at nine. */
export const hourlyProfile: readonly number[] = [
  2.2, 1.3, 0.8, 0.6, 0.6, 0.9, 1.7, 2.9, 4.1, 5.0, 5.5, 5.7, 5.9, 5.5, 5.2, 5.1, 5.2, 5.4, 5.7, 6.3, 7.0,
  7.3, 6.1, 4.0,
];

/** Monday to Sunday. */
export const weeklyProfile: readonly number[] = [1.04, 1.0, 0.98, 0.97, 0.95, 1.0, 1.06];
