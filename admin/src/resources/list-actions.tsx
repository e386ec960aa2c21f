import { ColumnsButton, ExportButton, FilterButton, TopToolbar } from 'react-admin';

/** What every list offers: more filters (and saved queries), columns, export. */
export function ListActions() {
  return (
    <TopToolbar>
      <FilterButton />
      <ColumnsButton />
      <ExportButton maxResults={10_000} />
    </TopToolbar>
  );
}
