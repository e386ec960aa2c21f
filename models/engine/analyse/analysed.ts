import type { ModelLineage } from '../lineage/column-lineage.ts';
import type { OdsSource } from '../ods-source.ts';
import type { Model, ReadMode } from '../project/model.ts';
import type { ParsedNames } from './parse-names.ts';

export type ModelColumn = {
  name: string;
  /** ClickHouse type. */
  type: string;
  /** The comment that ends the column's line, or that of the upstream column it is named after. */
  description: string;
};

/** A model after the warehouse's parser has looked at it. */
export type AnalysedModel = Model & {
  columns: readonly ModelColumn[];
  /** What its SQL names, by the warehouse's parser. */
  names: ParsedNames;
  /** Models it names. */
  upstreams: readonly string[];
  /** Models that its checks compare it with. */
  checkedAgainst: readonly string[];
  /** Views it reads, directly or through views, each after those it reads itself. */
  views: readonly string[];
  /** Stored models it reads, directly or through views, and how a change of each travels. */
  inputs: ReadonlyMap<string, ReadMode>;
  /** ODS tables it reads, directly or through views. */
  ods: readonly OdsSource[];
  /** How each of those tables names the model's key. */
  odsKeys: ReadonlyMap<string, OdsKey>;
  /** Where its columns come from, as far as the models and ODS views it names. */
  lineage: ModelLineage;
  /** Whether the SQL takes `{as_of:Date}`. */
  usesAsOf: boolean;
  /** Changes whenever a stored table has to be built anew. */
  fingerprint: string;
};

export type OdsKey = {
  /** Whether the key is what identifies the table's entities. */
  isEntity: boolean;
  /** SQL over the table's columns, one expression for each column of `per`. */
  expressions: readonly string[];
};

export type AnalysedProject = {
  /** By name; upstreams come first. */
  models: ReadonlyMap<string, AnalysedModel>;
};

export type ProjectSettings = {
  /** Currency of the group's own figures, ISO 4217; models read it as `{reporting_currency:String}`. */
  reportingCurrency: string;
};
