import { memberOf, type Payload } from '../payload/json.ts';
import { ignored } from './ignored.ts';

/** What a payload is; an event about what holds nothing for us is that. */
export function objectOf(payload: Payload): string | undefined {
  const members = membersOf(payload);
  const kinds = members.map(kindOf);
  const [first] = kinds;
  if (first !== 'event') return first;
  const about = members.map((event) => kindOf(memberOf(memberOf(event, 'data'), 'object')) ?? '');
  return about.every((kind) => Object.hasOwn(ignored, kind)) ? about[0] : 'event';
}

/** The members of a list or of a search's result; what is neither is its own only member. */
export function membersOf(payload: Payload): Payload[] {
  const kind = kindOf(payload);
  const data = kind === 'list' || kind === 'search_result' ? memberOf(payload, 'data') : undefined;
  return Array.isArray(data) ? data : [payload];
}

function kindOf(payload: Payload | undefined): string | undefined {
  const kind = memberOf(payload, 'object');
  return typeof kind === 'string' ? kind : undefined;
}
