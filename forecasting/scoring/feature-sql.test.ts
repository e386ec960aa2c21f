import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openRegistry } from '../signature/registry.ts';
import type { Signature } from '../signature/signature.ts';
import { featureQuery, readFeatureSql } from './feature-sql.ts';

const fixture = fileURLToPath(new URL('../testing/registry', import.meta.url));

describe('feature models', () => {
  it('are read without their header', async () => {
    expect(await readFeatureSql('ftr_demand')).toMatch(/^with\n/);
    expect(await readFeatureSql('ftr_ad_response')).toMatch(/^with\n/);
  });

  it('are refused by name where there is none', async () => {
    await expect(readFeatureSql('ftr_weather')).rejects.toMatchObject({
      code: 'FORECAST_MODEL_INVALID',
      asked: 'ftr_weather',
    });
  });

  it('are selected in the signature’s order as Float32, categories as their place', async () => {
    const { signature } = await openRegistry(fixture).champion('foreign');
    const withPlatform: Signature = {
      ...signature,
      features: [
        ...signature.features,
        { name: 'platform', dtype: 'category', nullable: false, categories: ['ads', "o'ads"] },
      ],
    };
    expect(featureQuery(withPlatform, 'select 1', { sku: 'toString(sku)' })).toBe(
      'SELECT toString(sku) AS `key_sku`, toFloat32(ifNull(`level`, nan)) AS f0, ' +
        'toFloat32(ifNull(`weekday`, nan)) AS f1, ' +
        "toFloat32(if(indexOf(['ads', 'o\\'ads'], toString(`platform`)) = 0, nan, " +
        "indexOf(['ads', 'o\\'ads'], toString(`platform`)) - 1)) AS f2 FROM (\nselect 1\n)",
    );
  });
});
