import './table.css';
import type { MetricTable } from '../../live/metric-table.ts';
import { element, setText } from '../../stage/element.ts';
import type { Panel, PanelSite } from '../panel.ts';

/** Several metrics side by side for the members of one dimension. */
export function createTable(site: PanelSite): Panel<MetricTable> {
  const { panel, text } = site;
  const dimension = panel.dimensions[0] ?? '';
  const limit = panel.limit ?? 10;
  const columns = `minmax(0, 1fr) repeat(${panel.metrics.length}, minmax(110px, max-content))`;
  const head = element('table-row table-head', [
    element('table-name'),
    ...panel.metrics.map((metric) => element('table-figure', site.metricLabel(metric))),
  ]);
  const rows = Array.from({ length: limit }, () => {
    const name = element('table-name');
    const figures = panel.metrics.map(() => element('table-figure'));
    return { root: element('table-row', [name, ...figures]), name, figures };
  });
  const grid = element('table', [head, ...rows.map(({ root }) => root)]);
  grid.style.gridTemplateColumns = columns;
  grid.style.gridTemplateRows = `36px repeat(${limit}, minmax(0, 1fr))`;
  const empty = element('panel-empty', text.t('empty.metrics'));
  site.body.append(grid, empty);

  return {
    show(table) {
      const members = table.dimension(dimension) ?? [];
      const figures = panel.metrics.map((metric) => table.metric(metric));
      empty.hidden = members.length > 0;
      rows.forEach((row, at) => {
        const member = members[at];
        row.root.hidden = member === undefined;
        if (member === undefined) return;
        setText(row.name, text.member(dimension, member));
        row.figures.forEach((cell, index) => {
          const column = figures[index];
          const options = { brief: true, currency: column?.currency };
          setText(cell, text.figure(column?.values[at], column?.unit, options));
        });
      });
    },
  };
}
