import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '#errors';
import { loadDeclared } from '../declared/load.ts';
import { sources } from '../index.ts';
import { readPayload } from '../payload/document.ts';
import type { Source } from '../source.ts';
import { mapSample, payloadsDir, readSample, sampleFiles } from './samples.ts';

/**
 * Writes COVERAGE.md: what becomes of every sample payload, by source and object. `node ingestion/sources/testing/coverage.ts`;
 * the samples are looked for in ENTREPOT_SAMPLES.
 */
const folders: Readonly<Record<string, readonly string[]>> = {
  adyen: ['adyen'],
  aftership: ['aftership'],
  amazon: [
    'amazon-sp-api',
    'amazon-sp-reports',
    'fivetran-seeds/dbt_amazon_selling_partner/fba_inventory_summary.csv',
  ],
  amazon_ads: [
    'amazon-ads',
    'fivetran-seeds/dbt_ad_reporting/amazon_ads_campaign_level_report_data.csv',
    'fivetran-seeds/dbt_amazon_ads',
  ],
  apideck: ['apideck'],
  bamboohr: ['bamboohr'],
  carriers: ['carriers-karrio'],
  easypost: ['easypost'],
  ebay: ['ebay'],
  ecb: ['fx-rates/ecb_recent.0.csv'],
  epcis: ['gs1-epcis'],
  fx_banks: ['fx-rates'],
  ga4: ['ga4'],
  google_ads: ['google-ads'],
  mercadolibre: ['mercadolibre'],
  mercadopago: ['mercadopago'],
  mes: ['mes'],
  netsuite: ['fivetran-seeds/dbt_netsuite'],
  paypal: ['paypal'],
  sap: ['sap', 'fivetran-seeds/dbt_sap'],
  shopee: ['shopee'],
  shopify: ['shopify'],
  stripe: ['stripe'],
  tiendanube: ['tiendanube'],
  tiktok_shop: ['tiktok-shop'],
  unicommerce: ['oms-unicommerce'],
  walmart: ['walmart'],
  woocommerce: ['woocommerce'],
  workday: ['fivetran-seeds/dbt_workday'],
  zendesk: ['fivetran-seeds/dbt_zendesk/ticket_data.csv'],
};

type Row = {
  mapped: number;
  refused: number;
  ignored: number;
  contracts: Set<string>;
  reasons: Map<string, number>;
};

function rowsOf(source: Source, files: readonly string[]): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const file of files) {
    const value = readSample(file);
    const object = recognised(source, value) ?? '(not recognised)';
    const row = rows.get(object) ?? {
      mapped: 0,
      refused: 0,
      ignored: 0,
      contracts: new Set(),
      reasons: new Map(),
    };
    rows.set(object, row);
    try {
      const events = mapSample(source, { value });
      if (events.length === 0) row.ignored++;
      else row.mapped++;
      for (const { contract } of events) row.contracts.add(contract.name);
    } catch (error) {
      row.refused++;
      const reason = messageOf(error).split('\n')[0]!.replaceAll('|', '\\|').slice(0, 120);
      row.reasons.set(reason, (row.reasons.get(reason) ?? 0) + 1);
    }
  }
  return rows;
}

function recognised(source: Source, value: Uint8Array): string | undefined {
  try {
    return source.recognise?.(readPayload(value));
  } catch {
    return undefined; // told with the refusal
  }
}

function tableOf(source: Source, rows: ReadonlyMap<string, Row>): string {
  const lines = [...rows].sort().map(([object, row]) => {
    const common = [...row.reasons].sort(([, a], [, b]) => b - a)[0]?.[0];
    const why = row.ignored > 0 ? source.ignored?.[object] : common;
    return `| ${object} | ${[...row.contracts].sort().join(', ')} | ${row.mapped} | ${row.refused} | ${row.ignored} | ${why ?? ''} |`;
  });
  const head =
    '| object | becomes | mapped | quarantined | ignored | why |\n| --- | --- | --- | --- | --- | --- |';
  return `## ${source.name}\n\n${head}\n${lines.join('\n')}\n`;
}

if (payloadsDir === undefined) {
  process.stderr.write(
    'There are no samples: set ENTREPOT_SAMPLES to the folder that holds payloads/manifest.json.\n',
  );
  process.exitCode = 1;
} else {
  const { sources: declared } = await loadDeclared(join(import.meta.dirname, '..'));
  const all = [...sources, ...declared.map(({ source }) => source)];
  const tables = Object.entries(folders).map(([name, places]) => {
    const source = all.find((each) => each.name === name)!;
    const files = places.flatMap((place) => (/\.\w+$/.test(place) ? [place] : sampleFiles(place)));
    return tableOf(source, rowsOf(source, files));
  });
  const file = join(import.meta.dirname, '..', 'COVERAGE.md');
  const text = `# What becomes of the sample payloads

Made by \`node ingestion/sources/testing/coverage.ts\`; counts are sample files. What is not recognised by its content needs the
header \`raw_object\`, and goes to quarantine without it.

${tables.join('\n')}`;
  const before = await readFile(file, 'utf8').catch(() => '');
  if (before !== text) await writeFile(file, text);
}
