/** A refusal as ClickHouse words it: its number, its name and the text a client shows. */
export class WarehouseRefusal extends Error {
  readonly code: number;
  readonly type: string;

  constructor(code: number, type: string, message: string) {
    super(message);
    this.code = code;
    this.type = type;
  }

  /** What a client reads: number, text, name. */
  get text(): string {
    return `Code: ${this.code}. DB::Exception: ${this.message} (${this.type})`;
  }
}

const pattern =
  /^(?:Error: |Query failed: )*Code: (\d+)\. DB::(?:Errno|NetException|Parsing)?Exception: ([\s\S]*?)\s*$/;

/**
 * The refusal in what the engine threw. Anything without a number is the server's own defect: 1001. What the server
 * added to the statement is taken out again; `added` characters stood in front of it.
 */
export function refusalOf(thrown: unknown, added = 0): WarehouseRefusal {
  if (thrown instanceof WarehouseRefusal) return thrown;
  const text = (thrown instanceof Error ? thrown.message : String(thrown))
    .replaceAll(/\/\*id=\S* user=\S*\*\/ /g, '')
    .replaceAll(/\s*INTO OUTFILE '[^']*\/entrepot-pipes\/[^']*' APPEND ?/g, ' ')
    .replace(
      /failed at position (\d+)/,
      (_all, at: string) => `failed at position ${Math.max(1, Number(at) - added)}`,
    );
  const found = pattern.exec(text);
  if (!found) return new WarehouseRefusal(1001, 'STD_EXCEPTION', text);
  const named = /^([\s\S]*?)\s*\(([A-Z][A-Z0-9_]*)\)\s*$/.exec(found[2]!);
  return new WarehouseRefusal(Number(found[1]), named?.[2] ?? 'UNKNOWN_EXCEPTION', named?.[1] ?? found[2]!);
}

const badRequest = [
  6, 26, 27, 32, 36, 38, 41, 53, 62, 69, 72, 117, 130, 131, 167, 168, 190, 223, 249, 427, 441,
];
const notFound = [20, 45, 46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 372, 511];

const statuses = new Map<number, number>([
  ...badRequest.map((code) => [code, 400] as const),
  ...notFound.map((code) => [code, 404] as const),
  [48, 501],
  [76, 503],
  [159, 408],
  [192, 403],
  [193, 403],
  [194, 401],
  [202, 503],
  [209, 503],
  [381, 411],
  [439, 503],
  [516, 403],
  [229, 413],
]);

/** The HTTP status a ClickHouse server gives to an exception number. */
export function statusOf(code: number): number {
  return statuses.get(code) ?? 500;
}
