import { describe, expect, it } from 'vitest';
import { readEnvironment, variablesOf } from './environment.ts';

describe('environment', () => {
  it('has a default for everything and moves the engines with the port', () => {
    expect(readEnvironment({})).toMatchObject({
      port: 4600,
      kafkaPort: 4692,
      warehousePort: 4623,
      reportingCurrency: 'CNY',
    });
    expect(readEnvironment({ ENTREPOT_PORT: '5000' })).toMatchObject({
      kafkaPort: 5092,
      warehousePort: 5023,
    });
  });

  it('is the same after a trip through variables', () => {
    const settings = {
      ENTREPOT_PORT: '5000',
      ENTREPOT_DATA: '/tmp/x',
      ENTREPOT_REPORTING_CURRENCY: 'EUR',
      ENTREPOT_HOST: '0.0.0.0',
      ENTREPOT_MODELS: 'apply',
      ENTREPOT_KEPT_MINUTES: '5',
    };
    const environment = readEnvironment(settings);
    expect(readEnvironment(variablesOf(environment))).toEqual(environment);
  });

  it('keeps the secrets of webhooks by source', () => {
    expect(readEnvironment({ ENTREPOT_WEBHOOK_SECRET_SHOPIFY: 's' }).webhookSecrets).toEqual({
      shopify: 's',
    });
  });

  it('refuses values that cannot be used, by name', () => {
    expect(() => readEnvironment({ ENTREPOT_PORT: 'http' })).toThrow(/ENTREPOT_PORT/);
    expect(() => readEnvironment({ ENTREPOT_REPORTING_CURRENCY: 'euro' })).toThrow(
      /ENTREPOT_REPORTING_CURRENCY/,
    );
    expect(() => readEnvironment({ ENTREPOT_MODELS: 'later' })).toThrow(/ENTREPOT_MODELS/);
  });
});
