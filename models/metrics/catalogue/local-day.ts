import type { Model } from '../../engine/index.ts';
import type { MetricModel } from './catalogue.ts';

/**
 * The instant whose day on the marketplace's own clock a model is kept by, where its SQL says just that. Such a day need not
 * be computed again for each row, which takes ten times as long as reading it.
 *
 * @example
 * toDate(formatDateTime(line.placed_at, '%F', if(marketplace.zone = '', 'UTC', marketplace.zone))) as business_day
 */
export function localDayOf({ sql, by, time }: Pick<Model, 'sql' | 'by' | 'time'>): MetricModel['localDay'] {
  if (by === undefined || time === undefined) return undefined;
  const text = sql.replaceAll(/--[^\n]*/g, '').replaceAll(/\s+/g, ' ');
  const day = new RegExp(
    String.raw`\btoDate\(formatDateTime\((\w+)\.${time}, '%F', if\((\w+)\.zone = '', 'UTC', \2\.zone\)\)\) as ${by}\b`,
  ).exec(text);
  if (!day) return undefined;
  const [, source, market] = day;
  const isOfMarketplace = new RegExp(
    String.raw`\bleft join dim_marketplace as ${market} on ${market}\.marketplace = (\w+)\.marketplace\b`,
  ).exec(text);
  const isOwn = isOfMarketplace && text.includes(`${isOfMarketplace[1]}.marketplace as marketplace`);
  return isOwn && text.includes(`${source}.${time} as ${time}`) ? { column: by, of: time } : undefined;
}
