import './risk.css';
import type { Sku } from '#client';
import { element, setText } from '../../stage/element.ts';
import type { Panel, PanelSite } from '../panel.ts';

export type RiskSku = Pick<
  Sku,
  'sku' | 'title' | 'category' | 'available' | 'inbound' | 'forecast28d' | 'daysOfCover'
>;
export type RiskData = {
  totalCount: number;
  nodes: readonly RiskSku[];
  /** SKUs whose cover is known at all: without a forecast nothing may be called covered. */
  known: number;
};

/** SKUs whose stock, at the forecast's pace, ends soonest. */
export function createRisk(site: PanelSite): Panel<RiskData> {
  const { panel, text } = site;
  const limit = panel.limit ?? 5;
  const days = Number(panel.options.days ?? 14);
  const rows = Array.from({ length: limit }, () => {
    const title = element('risk-title');
    const sku = element('risk-sku');
    const cover = element('risk-cover');
    const shape = element('risk-shape');
    return {
      root: element('risk-row', [shape, element('risk-what', [title, sku]), cover]),
      title,
      sku,
      cover,
    };
  });
  const empty = element('panel-empty');
  site.body.append(...rows.map(({ root }) => root), empty);

  return {
    show({ totalCount, nodes, known }) {
      setText(empty, known > 0 ? text.t('risk.none', { days }) : text.t('empty.metrics'));
      empty.hidden = nodes.length > 0;
      site.note(totalCount > 0 ? text.t('risk.count', { count: totalCount }) : '');
      rows.forEach((row, at) => {
        const node = nodes[at];
        row.root.hidden = node === undefined;
        if (node === undefined) return;
        setText(row.title, node.title);
        setText(row.sku, node.sku);
        const cover = Math.floor(node.daysOfCover ?? 0);
        row.root.dataset.level = cover <= 0 ? 'out' : cover <= days / 4 ? 'high' : 'some';
        setText(row.cover, cover <= 0 ? text.t('risk.out') : text.t('risk.days', { count: cover }));
      });
    },
  };
}
