export { type Company, type CompanyOptions, type CompanyProgress, runCompany } from './run/company.ts';
export type { CompanySettings } from './run/settings.ts';
