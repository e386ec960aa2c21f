// The company

// Its own books, to check the platform by
export type { LedgerRow } from './ledger/book.ts';
export { readLedger } from './ledger/files.ts';
export { checkLanded, checkProfitAndLoss, type Difference, differences } from './ledger-check.ts';
export { historyIsTold } from './run/checkpoint.ts';
export { type Company, type CompanyOptions, type CompanyProgress, runCompany } from './run/company.ts';
export type { CompanySettings } from './run/settings.ts';
