import { EntrepotError } from '#errors';
import { type Token, tokensOf } from './tokens.ts';

/** Walks the tokens of one formula. */
export class Reader {
  readonly source: string;
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(source: string) {
    this.source = source;
    this.tokens = tokensOf(source);
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  /** Takes the token if it is this symbol or (lower-case) word. */
  take(text: string): boolean {
    const { kind, text: found } = this.peek();
    const same = kind === 'symbol' ? found === text : kind === 'word' && found.toLowerCase() === text;
    if (same) this.index++;
    return same;
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.unexpected(`«${text}»`);
  }

  word(what: string): string {
    if (this.peek().kind !== 'word') throw this.unexpected(what);
    return this.next().text;
  }

  unexpected(wanted: string): EntrepotError {
    const { kind, text, at } = this.peek();
    const found = kind === 'end' ? 'the end' : `«${text}»`;
    return new EntrepotError('METRIC_INVALID', `${wanted} is expected where ${found} stands.`, {
      asked: this.source,
      fix: `Look at position ${at + 1} of the formula.`,
    });
  }
}
