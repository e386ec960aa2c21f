import './ranking.css';
import { type MetricTable, numeric, type Value } from '../../live/metric-table.ts';
import { element, setText } from '../../stage/element.ts';
import { changeOf, createChangeMark } from '../change-mark.ts';
import type { Panel, PanelSite } from '../panel.ts';
import { type BarScale, barScale } from './bar-scale.ts';
import { createPlaces } from './places.ts';

type Row = { root: HTMLElement; show(member: string, entry: Entry, scale: BarScale): void };

type Entry = {
  value: Value;
  before: Value | undefined;
  unit: string | undefined;
  currency: string | undefined;
};

/**
 * Members of one dimension by one metric, as bars that change places when the order does. With `bars: signed` the
 * bars leave a common zero to both sides, in the colours of rise and fall.
 */
export function createRanking(site: PanelSite): Panel<MetricTable> {
  const { panel } = site;
  const metric = panel.metrics[0] ?? '';
  const dimension = panel.dimensions[0] ?? '';
  const limit = panel.limit ?? 10;
  const signed = panel.options.bars === 'signed';
  const columns = Math.max(1, Number(panel.options.columns ?? 1));
  const perColumn = Math.ceil(limit / columns);
  const gap = 40;
  const size = { width: (site.width - gap * (columns - 1)) / columns, height: site.height / perColumn };
  const empty = element('panel-empty', site.text.t('empty.metrics'));
  const list = element(`ranking${signed ? ' ranking-signed' : ''}`);
  const rows = Array.from({ length: limit }, () => createRow(site, dimension, signed));
  for (const { root } of rows) {
    Object.assign(root.style, { width: `${size.width}px`, height: `${size.height}px`, opacity: '0' });
    list.append(root);
  }
  site.body.append(list, empty);
  const places = createPlaces(limit);

  return {
    show(table) {
      const members = table.dimension(dimension) ?? [];
      const column = table.metric(metric);
      const before = table.previous(metric);
      const shown = members.slice(0, limit);
      empty.hidden = shown.length > 0;
      const sizes = shown.map((_, at) => numeric(column?.values[at]) ?? 0);
      const scale = barScale(sizes, signed);
      const seats = places.seat(shown);
      rows.forEach(({ root }, seat) => {
        if (!seats.includes(seat)) root.style.opacity = '0';
      });
      shown.forEach((member, at) => {
        const row = rows[seats[at] ?? -1];
        if (!row) return;
        const left = Math.floor(at / perColumn) * (size.width + gap);
        row.root.style.transform = `translate(${left}px, ${(at % perColumn) * size.height}px)`;
        row.root.style.opacity = '1';
        const entry = {
          value: column?.values[at] ?? null,
          before: before?.values[at],
          unit: column?.unit,
          currency: column?.currency,
        };
        row.show(member, entry, scale);
      });
    },
  };
}

function createRow({ text, panel, better }: PanelSite, dimension: string, signed: boolean): Row {
  const name = element('rank-name');
  const mark = createChangeMark(text, better(panel.metrics[0] ?? ''));
  const value = element('rank-value');
  const bar = element('rank-bar');
  const zero = element('rank-zero');
  zero.hidden = !signed;
  const root = element('rank-row', [name, mark.root, value, element('rank-track', [bar, zero])]);
  return {
    root,
    show(member, { value: now, before, unit, currency }, scale) {
      setText(name, text.member(dimension, member));
      setText(value, text.figure(now, unit, { brief: true, whole: true, currency }));
      const size = numeric(now) ?? 0;
      bar.style.transform = `translateX(${scale.zero * 100}%) scaleX(${size / scale.extent})`;
      zero.style.left = `${scale.zero * 100}%`;
      if (signed) root.dataset.tone = size < 0 ? 'fall' : 'rise';
      mark.show(changeOf(now, before, unit));
    },
  };
}
