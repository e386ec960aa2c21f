// The model engine
export {
  allProblems,
  type Check,
  type HeaderKey,
  headerKeys,
  loadProject,
  type Model,
  type ModelKind,
  type OdsSource,
  type OdsView,
  type Project,
  type ReadMode,
  type ReadProject,
  readProject,
  type SeedContent,
} from './engine/index.ts';
