import type { Json } from '../../tables/example.ts';
import type { Shape } from '../../tables/schema.ts';

const spoilers: (Json | undefined)[] = [
  ...[
    undefined,
    null,
    '',
    'x',
    'eur',
    '12',
    '1.1234567',
    'é'.repeat(200),
    'é'.repeat(201),
    'x'.repeat(10_001),
  ],
  ...[
    '2023-02-29',
    '2024-02-29T24:00:00Z',
    '2024-02-29T09:30:00+01:00',
    0,
    5,
    1.5,
    -1,
    65_536,
    4_294_967_296,
  ],
  ...[true, [], {}, [null], ['x'], [{}], { amount: '1' }],
];

/** Every way to put one wrong (or another right) value in one place of a body. */
export function* mutations(body: Json, shape: Shape): Generator<Json> {
  for (const value of spoilers) if (value !== undefined) yield value;
  if (shape.kind === 'object') {
    const object = body as Record<string, Json>;
    for (const { key, shape: member } of shape.members) {
      const { [key]: _gone, ...rest } = object;
      yield rest;
      for (const changed of mutations(object[key]!, member)) yield { ...object, [key]: changed };
    }
    yield { ...object, unknown_field: { a: [1, { b: null }] } };
  } else if (shape.kind === 'list') {
    const [first, second] = body as [Json, Json];
    for (const changed of mutations(second, shape.element)) yield [first, changed];
  }
}
