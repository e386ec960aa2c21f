// Building

// Looking at models through the warehouse's parser
export { type AnalyseOptions, analyseProject, modelParameters } from './analyse/analyse-project.ts';
export type { AnalysedModel, AnalysedProject, ModelColumn, ProjectSettings } from './analyse/analysed.ts';
export type { BuildProgress } from './build/context.ts';
// Changing models
export type { Applied, ApplyOptions } from './builder/apply.ts';
export {
  type Builder,
  type BuilderOptions,
  type BuildReport,
  createBuilder,
} from './builder/builder.ts';
export type { BuilderRole, BuilderStatus } from './builder/run.ts';
// Where figures come from and go to
export type { ColumnSource, ModelLineage, Transport } from './lineage/column-lineage.ts';
export {
  type Consumer,
  idOf,
  type LineageEdge,
  type LineageGraph,
  type LineagePlace,
  type LineageTree,
  lineageGraph,
  placesIn,
  trace,
} from './lineage/lineage-graph.ts';
// Model files
export { type Finding, lint } from './lint/lint.ts';
// What the engine is told of the ODS
export type { OdsSource, OdsView, OdsViewUse } from './ods-source.ts';
export type { Affected, Break, ColumnChanges, ModelChange, Plan } from './plan/plan.ts';
export { allProblems, loadProject, type ReadProject, readProject } from './project/load-project.ts';
export {
  type Check,
  type HeaderKey,
  headerKeys,
  type Model,
  type ModelKind,
  type Project,
  type ReadMode,
  type SeedContent,
} from './project/model.ts';
export { type Watermark, watermarks } from './state/watermarks.ts';
