/** A JSON Schema as far as the pages show it. */
export type FieldSchema = {
  type?: string | string[];
  description?: string;
  properties?: Record<string, FieldSchema>;
  required?: string[];
  items?: FieldSchema;
  anyOf?: FieldSchema[];
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  'x-clickhouse-type'?: string;
};

export type EventMessage = {
  summary?: string;
  payload?: { schema?: FieldSchema };
  bindings?: { kafka?: { key?: { description?: string } } };
  examples?: { payload?: unknown }[];
  'x-clickhouse-tables'?: Record<string, string | string[]>;
};

/** The parts of an AsyncAPI 3 document that the pages show. */
export type AsyncApiDocument = {
  info?: { title?: string; version?: string; description?: string };
  channels?: Record<string, { address?: string; description?: string; title?: string; summary?: string }>;
  components?: { messages?: Record<string, EventMessage> };
};
