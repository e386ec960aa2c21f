import { Box } from '@mui/material';
import { type RaRecord, useRecordContext, useTranslate } from 'react-admin';
import { RecordLink } from '../../fields/columns.tsx';
import { useFormats } from '../../fields/formats.ts';
import { Fact, FactList } from '../../record/fact-list.tsx';
import { SegmentMark } from '../customers/segment.tsx';

/** Who bought, as far as the channel tells. */
export function Buyer() {
  const order = useRecordContext();
  const translate = useTranslate();
  const formats = useFormats();
  const customer = order?.customer as RaRecord | null | undefined;
  if (!order) return null;
  if (!order.customerKey)
    return (
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{translate('record.hidden_buyer')}</Box>
    );
  return (
    <FactList>
      <Fact source="customerKey">
        {customer ? <RecordLink resource="customers" id={order.customerKey} /> : order.customerKey}
      </Fact>
      {customer && (
        <>
          <Fact source="segment" resource="customers">
            <SegmentMark segment={customer.segment} />
          </Fact>
          <Fact source="frequency" resource="customers">
            {formats.number(customer.frequency)}
          </Fact>
          <Fact source="monetaryAmount" resource="customers">
            {formats.money(customer.monetaryAmount, customer.currency, { digits: 0 })}
          </Fact>
        </>
      )}
    </FactList>
  );
}
