import type { Contract } from '../contracts/contract.ts';

/** Names of what stands between Kafka and a contract's table; `_` marks the platform's own. */
export function internalNames({ table }: Contract) {
  const slug = table.replace(/^ods_/, '');
  return {
    landing: `_land_${slug}`,
    parsed: `_parsed_${slug}`,
    parse: `_land_${slug}_parse`,
    /** Takes records that were judged before; see sink/plain-rows.ts. */
    plain: `_plain_${slug}`,
    storePlain: `_plain_${slug}_store`,
    store: `_parsed_${slug}_store`,
    refuse: `_parsed_${slug}_refuse`,
    /** Where refused records lie; the contract's quarantine is a view over it that says why. */
    refused: `_refused_${slug}`,
  };
}

export const claimsTable = '_ingest_claims';
export const gapsTable = '_ingest_gaps';
