import { Button, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useNotify, useRecordContext, useRefresh, useTranslate, useUpdate } from 'react-admin';

/** Approve (with another quantity, if need be) or reject; returns when the decision can be read everywhere. */
export function DecisionForm() {
  const suggestion = useRecordContext();
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const [quantity, setQuantity] = useState('');
  const [update, { isPending }] = useUpdate();
  if (suggestion?.state !== 'proposed') return null;

  const decide = (decision: 'APPROVE' | 'REJECT') =>
    update(
      'purchaseSuggestions',
      {
        id: suggestion.id,
        data: { decision, ...(quantity ? { qty: quantity } : {}) },
        previousData: suggestion,
      },
      {
        onSuccess: () => {
          notify('suggestion.decided', { type: 'success' });
          refresh();
        },
        onError: (error) => {
          notify((error as Error).message, { type: 'error' });
          refresh();
        },
      },
    );

  return (
    <Stack direction="row" sx={{ px: 2.5, pb: 2.5, gap: 1.5, alignItems: 'center' }}>
      <TextField
        label={translate('suggestion.quantity')}
        placeholder={String(suggestion.qty)}
        value={quantity}
        onChange={(event) => setQuantity(event.target.value)}
        error={!/^(\d{1,14}(\.\d{1,4})?)?$/.test(quantity)}
        size="small"
        slotProps={{ htmlInput: { inputMode: 'decimal' } }}
      />
      <Button variant="contained" disabled={isPending} onClick={() => decide('APPROVE')}>
        {translate('suggestion.approve')}
      </Button>
      <Button color="error" disabled={isPending} onClick={() => decide('REJECT')}>
        {translate('suggestion.reject')}
      </Button>
    </Stack>
  );
}
