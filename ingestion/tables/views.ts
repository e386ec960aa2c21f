import type { OdsSource, OdsViewUse } from '#models';
import { identifier } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { deliveryColumns, envelopeColumns } from '../contracts/envelope.ts';
import { listViewColumns, parentColumns } from './list-view.ts';

/** All columns of a table of any size. */
const everything: OdsViewUse = { needs: () => true, where: undefined };

/**
 * The last known state of each entity: the delivery with the greatest (entity_version, _offset, _partition). A
 * deletion wins like any other delivery and only then hides its entity, so that it cannot bring back an older one.
 */
export function latestSelect(contract: Contract, from: string, { needs, where } = everything): string {
  const names = [...envelopeColumns, ...contract.columns, ...deliveryColumns]
    .filter(({ name }) => name === 'entity_id' || needs(name))
    .map(({ name }) => identifier(name));
  // In the order of the table's key, so that it is read as it lies: nothing is sorted or kept, and a condition on
  // entity_id reaches the key.
  return [
    `select ${names.join(', ')} from (`,
    `  select ${[...new Set([...names, '`op`'])].join(', ')} from ${from}${where === undefined ? '' : ` where ${where}`}`,
    `  order by entity_id desc, entity_version desc, _offset desc, _partition desc limit 1 by entity_id)`,
    `where op = 'upsert'`,
  ].join('\n');
}

/** A list of the last known state, unfolded: one row per element, none for an entity whose list is empty. */
export function listSelect(contract: Contract, list: string, from: string, use = everything): string {
  const parents = parentColumns(contract).filter(use.needs).map(identifier);
  const all = listViewColumns(contract, list);
  const needed = all.filter(({ name }) => use.needs(name));
  // One member at least: it says how long the list is.
  const members = needed.length > 0 ? needed : all.slice(0, 1);
  const sourcesOf = new Set(members.map(({ source }) => source));
  const needs = (column: string) => sourcesOf.has(column) || use.needs(column);
  const sources = members.map(({ source }, index) => `${identifier(source)} as m${index}`);
  const unfolded = members.map(({ name }, index) => `m${index} as ${identifier(name)}`);
  const index = `${list}_index`;
  return [
    `select ${[...parents, ...unfolded, `toUInt32(place) as ${identifier(index)}`].join(', ')}`,
    `from (${latestSelect(contract, from, { ...use, needs })})`,
    `array join ${[...sources, `arrayEnumerate(${identifier(members[0]!.source)}) as place`].join(', ')}`,
  ].join('\n');
}

/** The contracts' tables and views as the models engine reads them. */
export function odsSources(contracts: readonly Contract[]): OdsSource[] {
  return contracts.map((contract) => ({
    table: contract.table,
    keyColumn: contract.entity,
    views: [
      {
        name: contract.latestView,
        select: (from: string, use?: OdsViewUse) => latestSelect(contract, from, use),
      },
      ...Object.entries(contract.listViews).map(([list, name]) => ({
        name,
        select: (from: string, use?: OdsViewUse) => listSelect(contract, list, from, use),
      })),
    ],
  }));
}
