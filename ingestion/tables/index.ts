export { exampleBody } from './example.ts';
export { grammar } from './grammar.ts';
export {
  type BatchMark,
  batchMark,
  landingColumns,
  landingHeaders,
  partitionMark,
  tombstone,
} from './landing.ts';
export { type ListViewColumn, listViewColumns } from './list-view.ts';
export { migrateTables } from './migrate.ts';
export { claimsTable, gapsTable, internalNames } from './names.ts';
export { shapeOf } from './schema.ts';
export { contractsStored } from './stored.ts';
export { latestSelect, listSelect, odsSources } from './views.ts';
