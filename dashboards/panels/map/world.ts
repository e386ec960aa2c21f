import { type GeoProjection, geoCentroid, geoNaturalEarth1 } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** The world as the map panel draws it: one feature per country, named by its ISO 3166 two-letter code. */
export type World = {
  geoJSON: FeatureCollection<Geometry, { name: string }>;
  /** Longitude and latitude of a country's middle; undefined for a code the map does not know. */
  middleOf(country: string): [longitude: number, latitude: number] | undefined;
};

/** Markets too small to be shapes at this scale, and countries whose centroid lies far from their people. */
const middles: Readonly<Record<string, [number, number]>> = {
  SG: [103.82, 1.35],
  HK: [114.17, 22.32],
  MO: [113.55, 22.19],
  MT: [14.4, 35.9],
  BH: [50.55, 26.07],
  MU: [57.55, -20.25],
  US: [-98.5, 39.5],
  CA: [-101, 53.5],
  FR: [2.5, 46.7],
  NO: [9.5, 61.5],
  RU: [60, 57.5],
  NZ: [173.5, -41.5],
  CL: [-71.2, -34.5],
};

/** Uninhabited, and a third of the map's height. */
const leftOut: readonly string[] = ['AQ'];

/**
 * Turns a topology of countries (`world-atlas`, or an operator's own approved map in the same form) into features.
 * Country ids are ISO 3166 numbers; Unicode's region aliases turn them into letters: und-840 is und-US.
 */
export function createWorld(topology: Topology): World {
  const countries = topology.objects.countries as GeometryCollection<{ name: string }>;
  const features = feature(topology, countries)
    .features.map((country): Feature<Geometry, { name: string }> => {
      const name = lettersOf(country.id) ?? country.properties.name;
      return { ...country, properties: { name } };
    })
    .filter((country) => !leftOut.includes(country.properties.name));
  const byName = new Map(features.map((country) => [country.properties.name, country]));
  return {
    geoJSON: { type: 'FeatureCollection', features },
    middleOf(country) {
      const shape = byName.get(country);
      return middles[country] ?? (shape && geoCentroid(shape));
    },
  };
}

/**
 * A projection cut at the meridian opposite `centre`, so that countries across the antimeridian are clipped instead of
 * streaking over the whole map. 150 puts the Pacific in the middle, 10 the Atlantic.
 */
export function projectionFor(centre: number): GeoProjection {
  return geoNaturalEarth1().rotate([-centre, 0]);
}

function lettersOf(id: string | number | undefined): string | undefined {
  if (id === undefined || !/^\d{1,3}$/.test(String(id))) return undefined;
  return new Intl.Locale(`und-${String(id).padStart(3, '0')}`).region;
}
