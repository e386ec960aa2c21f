import { useQuery } from '@tanstack/react-query';
import { useLocaleState } from 'react-admin';
import type { Metric } from '#client';
import { gateway } from '../root/gateway.ts';

const catalogueDocument = `query catalogue($language: String) {
  metricCatalog(language: $language) { name label description unit kind model dimensions better owner sql }
}`;

/** What can be asked, in the console's language; a metric added on the server appears by itself. */
export function useCatalogue() {
  const [language] = useLocaleState();
  return useQuery({
    queryKey: ['metricCatalog', language],
    queryFn: async ({ signal }) =>
      (await gateway.query<{ metricCatalog: Metric[] }>(catalogueDocument, { language }, { signal }))
        .metricCatalog,
    refetchInterval: 10_000,
  });
}
