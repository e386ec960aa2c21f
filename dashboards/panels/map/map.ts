import './map.css';
import type { Topology } from 'topojson-specification';
import topology from 'world-atlas/countries-110m.json';
import { type MetricTable, numeric } from '../../live/metric-table.ts';
import { element, setText } from '../../stage/element.ts';
import { palette, shade } from '../../stage/palette.ts';
import { type Change, changeOf, createChangeMark } from '../change-mark.ts';
import { createChart, registerMap } from '../charts.ts';
import type { Panel, PanelSite } from '../panel.ts';
import { createWorld, projectionFor, type World } from './world.ts';

const listWidth = 286;
const listed = 6;
const mapName = 'world';
let world: World | undefined;

/** Countries by one metric: shaded, with a pulse on the leading ones, which are also listed. */
export function createMap(site: PanelSite): Panel<MetricTable> {
  const { panel, text } = site;
  const metric = panel.metrics[0] ?? '';
  const dimension = panel.dimensions[0] ?? 'country';
  const shapes = theWorld();
  const host = element('map-chart');
  const rows = Array.from({ length: listed }, () => createRow(site));
  const list = element(
    'map-list',
    rows.map(({ root }) => root),
  );
  const empty = element('panel-empty', text.t('empty.metrics'));
  site.body.append(host, list, empty);
  const chart = createChart(host, site.width - listWidth - 24, site.height, site.pixelRatio);
  chart.setOption(initialOption(centreOf(site)));
  let ripples = true;

  const setPulse = () =>
    chart.setOption({ series: [{ id: 'lead', rippleEffect: { number: ripples ? 2 : 0 } }] });
  return {
    show(table) {
      const countries = table.dimension(dimension) ?? [];
      const column = table.metric(metric);
      const before = table.previous(metric);
      empty.hidden = countries.length > 0;
      const values = countries.map((_, at) => Math.max(0, numeric(column?.values[at]) ?? 0));
      const most = Math.max(...values, 1e-9);
      const points = countries.flatMap((country, at) => {
        const middle = shapes.middleOf(country);
        const part = Math.sqrt((values[at] ?? 0) / most);
        return middle && part > 0
          ? [{ name: country, value: [...middle, values[at]], symbolSize: 7 + 15 * part }]
          : [];
      });
      chart.setOption({
        geo: {
          regions: countries.map((country, at) => ({
            name: country,
            itemStyle: { areaColor: shade(Math.sqrt((values[at] ?? 0) / most) * 0.8) },
          })),
        },
        series: [{ id: 'lead', data: points.slice(0, listed) }],
      });
      rows.forEach((row, at) => {
        row.show(
          countries[at],
          text.figure(column?.values[at], column?.unit, {
            brief: true,
            whole: true,
            currency: column?.currency,
          }),
          changeOf(column?.values[at], before?.values[at], column?.unit),
        );
      });
    },
    effects(level) {
      if (ripples === (level === 2)) return;
      ripples = level === 2;
      setPulse();
    },
    dispose: () => chart.dispose(),
  };

  function createRow(site: PanelSite) {
    const name = element('map-name');
    const value = element('map-value');
    const mark = createChangeMark(site.text, site.better(site.panel.metrics[0] ?? ''));
    const root = element('map-row', [name, mark.root, value]);
    return {
      root,
      show(country: string | undefined, figure: string, moved: Change | undefined) {
        root.style.opacity = country === undefined ? '0' : '1';
        if (country === undefined) return;
        setText(name, text.member(dimension, country));
        setText(value, figure);
        mark.show(moved);
      },
    };
  }
}

/** The map is read once: a rebuilt panel draws the same shapes. */
function theWorld(): World {
  if (world === undefined) {
    world = createWorld(topology as unknown as Topology);
    registerMap(mapName, { geoJSON: world.geoJSON as never, specialAreas: {} });
  }
  return world;
}

/** `auto` shows Chinese readers the Pacific in the middle, as their maps do. */
function centreOf({ panel, screen }: PanelSite): number {
  const centre = panel.options.centre ?? 'auto';
  if (typeof centre === 'number') return centre;
  return screen.language === 'zh' ? 150 : 10;
}

function initialOption(centre: number) {
  const projection = projectionFor(centre);
  return {
    animation: false,
    geo: {
      map: mapName,
      silent: true,
      roam: false,
      projection: {
        project: (point: [number, number]) => projection(point),
        unproject: (point: [number, number]) => projection.invert?.(point) ?? point,
        stream: projection.stream.bind(projection),
      },
      left: 0,
      right: 0,
      top: 2,
      bottom: 2,
      itemStyle: { areaColor: palette.land, borderColor: palette.coast, borderWidth: 1 },
    },
    series: [
      {
        id: 'lead',
        type: 'effectScatter',
        coordinateSystem: 'geo',
        silent: true,
        zlevel: 1,
        itemStyle: { color: palette.text, opacity: 0.95 },
        rippleEffect: { number: 2, scale: 3.2, period: 5, brushType: 'stroke', color: palette.accent },
        data: [],
      },
    ],
  };
}
