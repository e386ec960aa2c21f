import type { Surface, SurfaceMetric, SurfaceModel } from './surface.ts';

/** A change that consumers may feel. `at` is `model.column`, a model or `metric:name`. */
export type SurfaceChange = { at: string; change: string; breaking: boolean };

/**
 * What changed between two surfaces. Something new breaks nobody; what is gone, has another type, another grain, another
 * meaning or is seen by others does.
 */
export function surfaceDiff(before: Surface, after: Surface): SurfaceChange[] {
  return [
    ...inBoth(before.models, after.models, 'model', (name) => name, modelChanges),
    ...inBoth(before.metrics, after.metrics, 'metric', (name) => `metric:${name}`, metricChanges),
  ];
}

function inBoth<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  what: string,
  place: (name: string) => string,
  compare: (at: string, was: T, is: T) => SurfaceChange[],
): SurfaceChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (was === undefined) return [{ at: place(name), change: `is a new ${what}`, breaking: false }];
    if (is === undefined) return [{ at: place(name), change: `the ${what} is gone`, breaking: true }];
    return compare(place(name), was, is);
  });
}

function modelChanges(at: string, was: SurfaceModel, is: SurfaceModel): SurfaceChange[] {
  const columns = inBoth(
    was.columns,
    is.columns,
    'column',
    (column) => `${at}.${column}`,
    (column, old, now) => differing(column, 'its type', old, now),
  );
  return [
    ...columns,
    ...differing(at, 'its grain', was.grain.join(', '), is.grain.join(', ')),
    ...differing(at, 'its GraphQL type', was.exposed, is.exposed, was.exposed !== undefined),
    ...differing(at, 'who sees its rows', was.rows, is.rows),
    ...differing(at, 'its personal data', was.mask?.join(', '), is.mask?.join(', ')),
  ];
}

function metricChanges(at: string, was: SurfaceMetric, is: SurfaceMetric): SurfaceChange[] {
  const gone = was.dimensions.filter((name) => !is.dimensions.includes(name));
  const fresh = is.dimensions.filter((name) => !was.dimensions.includes(name));
  return [
    ...differing(at, 'its meaning', was.meaning, is.meaning),
    ...differing(at, 'its kind', was.kind, is.kind),
    ...differing(at, 'its unit', was.unit, is.unit),
    ...differing(at, 'its type', was.type, is.type),
    ...(gone.length > 0
      ? [{ at, change: `can no longer be asked by ${gone.join(', ')}`, breaking: true }]
      : []),
    ...(fresh.length > 0 ? [{ at, change: `can be asked by ${fresh.join(', ')} too`, breaking: false }] : []),
  ];
}

function differing(
  at: string,
  what: string,
  was: string | undefined,
  is: string | undefined,
  breaking = true,
): SurfaceChange[] {
  if (was === is) return [];
  return [{ at, change: `${what} was ${was || 'none'} and is ${is || 'none'}`, breaking }];
}
