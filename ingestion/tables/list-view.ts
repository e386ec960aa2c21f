import { EntrepotError } from '#errors';
import type { Contract } from '../contracts/contract.ts';
import { deliveryColumns, envelopeColumns } from '../contracts/envelope.ts';
import { singleType } from './extract.ts';

export type ListViewColumn = {
  /** Its name in the view. */
  name: string;
  type: string;
  /** Its column in the contract's table: `lines.sku`. */
  source: string;
};

/**
 * The columns that unfolding a list adds: the members under their own names, and their 1-based place.
 * Where a member is named like a column of its parent it is prefixed: `lines.status` becomes `lines_status`.
 *
 * @throws CONTRACT_UNKNOWN where the contract has no such list of objects.
 */
export function listViewColumns(contract: Contract, list: string): ListViewColumn[] {
  const members = contract.columns.filter((column) => column.name.startsWith(`${list}.`));
  if (members.length === 0) {
    throw new EntrepotError('CONTRACT_UNKNOWN', `${contract.topic} has no list of objects named «${list}».`, {
      asked: list,
      available: Object.keys(contract.listViews),
      fix: 'Name one of its lists.',
    });
  }
  const taken = new Set(parentColumns(contract));
  return members.map((column) => {
    const member = column.name.slice(list.length + 1);
    return {
      name: taken.has(member) ? `${list}_${member}` : member,
      type: singleType(column),
      source: column.name,
    };
  });
}

/** What a list view keeps of its parent: everything except members of lists of objects. */
export function parentColumns(contract: Contract): string[] {
  return [
    ...envelopeColumns.map(({ name }) => name),
    ...contract.columns.map(({ name }) => name).filter((name) => !name.includes('.')),
    ...deliveryColumns.map(({ name }) => name),
  ];
}
