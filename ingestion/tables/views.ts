import type { OdsSource } from '#models';
import { identifier } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { deliveryColumns, envelopeColumns } from '../contracts/envelope.ts';
import { listViewColumns, parentColumns } from './list-view.ts';

/**
 * The last known state of each entity: the delivery with the greatest (entity_version, _offset, _partition). A
 * deletion wins like any other delivery and only then hides its entity, so that it cannot bring back an older one.
 */
export function latestSelect(contract: Contract, from: string): string {
  const names = [...envelopeColumns, ...contract.columns, ...deliveryColumns].map(({ name }) =>
    identifier(name),
  );
  return [
    `select ${names.join(', ')} from ${from}`,
    `where (entity_id, entity_version, _offset, _partition) in (`,
    `  select entity_id, greatest_delivery.1, greatest_delivery.2, greatest_delivery.3 from (`,
    `    select entity_id, max((entity_version, _offset, _partition)) as greatest_delivery from ${from} group by entity_id))`,
    `and op = 'upsert'`,
  ].join('\n');
}

/** A list of the last known state, unfolded: one row per element, none for an entity whose list is empty. */
export function listSelect(contract: Contract, list: string, from: string): string {
  const parents = parentColumns(contract).map(identifier);
  const members = listViewColumns(contract, list);
  const sources = members.map(({ source }, index) => `${identifier(source)} as m${index}`);
  const unfolded = members.map(({ name }, index) => `m${index} as ${identifier(name)}`);
  const index = `${list}_index`;
  return [
    `select ${[...parents, ...unfolded, `toUInt32(place) as ${identifier(index)}`].join(', ')}`,
    `from (${latestSelect(contract, from)})`,
    `array join ${[...sources, `arrayEnumerate(${identifier(members[0]!.source)}) as place`].join(', ')}`,
  ].join('\n');
}

/** The contracts' tables and views as the models engine reads them. */
export function odsSources(contracts: readonly Contract[]): OdsSource[] {
  return contracts.map((contract) => ({
    table: contract.table,
    keyColumn: contract.entity,
    views: [
      { name: contract.latestView, select: (from: string) => latestSelect(contract, from) },
      ...Object.entries(contract.listViews).map(([list, name]) => ({
        name,
        select: (from: string) => listSelect(contract, list, from),
      })),
    ],
  }));
}
