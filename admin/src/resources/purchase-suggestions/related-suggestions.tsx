import { useTranslate } from 'react-admin';
import { RecordLink } from '../../fields/columns.tsx';
import { useFormats } from '../../fields/formats.ts';
import { Related } from '../../record/related.tsx';

/** Purchase suggestions of a supplier or a SKU. */
export function RelatedSuggestions({ title }: { title: string }) {
  const formats = useFormats();
  const translate = useTranslate();
  const field = (name: string) => `resources.purchaseSuggestions.fields.${name}`;
  return (
    <Related
      source="purchaseSuggestions"
      title={title}
      rowKey="suggestionId"
      columns={[
        {
          label: field('suggestionId'),
          cell: (row) => <RecordLink resource="purchaseSuggestions" id={String(row.suggestionId)} />,
        },
        { label: field('nodeId'), cell: (row) => String(row.nodeId) },
        { label: field('due'), cell: (row) => formats.date(row.due as string) },
        { label: field('state'), cell: (row) => translate(`state.${row.state}`, { _: String(row.state) }) },
        { label: field('qty'), right: true, cell: (row) => formats.number(row.qty as string, { digits: 0 }) },
      ]}
    />
  );
}
