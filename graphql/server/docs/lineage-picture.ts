import { idOf, type LineageGraph, type LineagePlace } from '#models';
import { escaped } from '../html.ts';

const box = { width: 230, height: 30, gapX: 70, gapY: 12 };
/** How many steps away from the model the picture goes. */
const reach = 2;
/** More of one column than this are counted, not drawn. */
const mostBoxes = 14;

type Box = { place: LineagePlace; step: number; row: number };

/** A model among what it reads and what reads it, two steps each way, as SVG; every box leads to its page. */
export function lineagePicture(graph: LineageGraph, model: string): string {
  const links = modelLinks(graph);
  const steps = new Map<string, { place: LineagePlace; step: number }>();
  const start: LineagePlace = { kind: 'model', name: model };
  steps.set(idOf(start), { place: start, step: 0 });
  for (const direction of [-1, 1]) {
    let frontier = [start];
    for (let step = 1; step <= reach; step++) {
      frontier = links.flatMap(({ from, to }) => {
        const [near, far] = direction < 0 ? [to, from] : [from, to];
        const isNext = frontier.some((place) => idOf(place) === idOf(near)) && !steps.has(idOf(far));
        if (isNext) steps.set(idOf(far), { place: far, step: step * direction });
        return isNext ? [far] : [];
      });
    }
  }
  const columns = Map.groupBy(steps.values(), ({ step }) => step);
  const boxes = [...columns.values()].flatMap((column) =>
    column
      .sort((a, b) => idOf(a.place).localeCompare(idOf(b.place)))
      .slice(0, mostBoxes)
      .map((each, row): Box => ({ ...each, row })),
  );
  const first = Math.min(...boxes.map(({ step }) => step));
  const last = Math.max(...boxes.map(({ step }) => step));
  const rows = Math.max(...boxes.map(({ row }) => row)) + 1;
  const width = (last - first + 1) * (box.width + box.gapX) - box.gapX;
  const height = (rows + 1) * (box.height + box.gapY);
  const at = (each: Box) => ({
    x: (each.step - first) * (box.width + box.gapX),
    y: each.row * (box.height + box.gapY),
  });
  const drawn = new Map(boxes.map((each) => [idOf(each.place), each]));
  const lines = links.flatMap(({ from, to }) => {
    const [left, right] = [drawn.get(idOf(from)), drawn.get(idOf(to))];
    return left && right && left.step < right.step ? [line(at(left), at(right))] : [];
  });
  const more = [...columns].flatMap(([step, column]) => {
    if (column.length <= mostBoxes) return [];
    const { x, y } = at({ place: start, step, row: mostBoxes });
    return [`<text x="${x + 10}" y="${y + 20}" fill="#5b6b7b">and ${column.length - mostBoxes} more</text>`];
  });
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Lineage of ${escaped(model)}" style="max-width:100%;font:12px system-ui,sans-serif">
${[...lines, ...boxes.map((each) => rectangle(each, at(each), model)), ...more].join('\n')}
</svg>`;
}

/** Which places are beside which, columns left out. */
function modelLinks({ edges }: LineageGraph): { from: LineagePlace; to: LineagePlace }[] {
  const links = edges.map(({ from, to }) => ({
    from: { kind: from.kind, name: from.name },
    to: { kind: to.kind, name: to.name },
  }));
  return [...new Map(links.map((each) => [`${idOf(each.from)} ${idOf(each.to)}`, each])).values()];
}

function line(left: { x: number; y: number }, right: { x: number; y: number }): string {
  const [x1, y1] = [left.x + box.width, left.y + box.height / 2];
  const [x2, y2] = [right.x, right.y + box.height / 2];
  const middle = (x1 + x2) / 2;
  return `<path d="M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}" fill="none" stroke="#b7c4d1"/>`;
}

const colours: Readonly<Record<LineagePlace['kind'], string>> = {
  source: '#eef1f4',
  model: '#e3effa',
  metric: '#e5f4e8',
  screen: '#fbf0dc',
};

function rectangle(
  { place: { kind, name } }: Box,
  { x, y }: { x: number; y: number },
  model: string,
): string {
  const isIt = kind === 'model' && name === model;
  const text = name.length > 34 ? `${name.slice(0, 33)}…` : name;
  const inner = `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="5" fill="${colours[kind]}" stroke="${isIt ? '#0b5cad' : '#c9d3dd'}" stroke-width="${isIt ? 2 : 1}"/>
<text x="${x + 10}" y="${y + 19}" fill="#1c2733"><title>${escaped(kind)} ${escaped(name)}</title>${escaped(text)}</text>`;
  return kind === 'model' ? `<a href="/docs/models/${escaped(name)}">${inner}</a>` : inner;
}
