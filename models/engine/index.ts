// What the engine is told of the ODS
export type { OdsSource, OdsView } from './ods-source.ts';
// Model files
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
