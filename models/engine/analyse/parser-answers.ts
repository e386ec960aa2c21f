import { createHash } from 'node:crypto';
import type { Parameters, Warehouse } from '#warehouse';

/** Asks the warehouse's parser something whose answer depends on nothing but the question's own text. */
export type Ask = <Row>(sql: string, parameters?: Parameters) => Promise<Row[]>;

/**
 * What the warehouse's parser has said of models before. Reading a project takes a hundred questions, which is seconds
 * at every start; a question is known by its text, the values bound to it and the engine's version.
 */
export class ParserAnswers {
  readonly #warehouse: Warehouse;
  readonly #version: string;
  readonly #known: Map<string, string>;
  readonly #news = new Map<string, string>();

  private constructor(warehouse: Warehouse, version: string, known: Map<string, string>) {
    this.#warehouse = warehouse;
    this.#version = version;
    this.#known = known;
  }

  static async open(warehouse: Warehouse): Promise<ParserAnswers> {
    await warehouse.command(
      `CREATE TABLE IF NOT EXISTS _model_answers (
         question String, answer String CODEC(ZSTD), asked_at DateTime DEFAULT now()
       ) ENGINE = ReplacingMergeTree ORDER BY question TTL asked_at + INTERVAL 90 DAY`,
    );
    const rows = await warehouse.rows<{ version: string; question: string; answer: string }>(
      'SELECT version() AS version, question, answer FROM _model_answers',
    );
    const version = rows[0]?.version ?? (await versionOf(warehouse));
    return new ParserAnswers(
      warehouse,
      version,
      new Map(rows.map(({ question, answer }) => [question, answer])),
    );
  }

  readonly ask: Ask = async <Row>(sql: string, parameters: Parameters = {}) => {
    const asked = JSON.stringify([this.#version, sql, parameters]);
    const question = createHash('sha256').update(asked).digest('base64url');
    const known = this.#known.get(question);
    if (known !== undefined) return JSON.parse(known) as Row[];
    const rows = await this.#warehouse.rows<Row>(sql, parameters);
    this.#news.set(question, JSON.stringify(rows));
    return rows;
  };

  /** Keeps what was new for the next reading. */
  async save(): Promise<void> {
    await this.#warehouse.insertRows(
      '_model_answers',
      [...this.#news].map(([question, answer]) => ({ question, answer })),
    );
    this.#news.clear();
  }
}

async function versionOf(warehouse: Warehouse): Promise<string> {
  const [row] = await warehouse.rows<{ version: string }>('SELECT version() AS version');
  return row!.version;
}
