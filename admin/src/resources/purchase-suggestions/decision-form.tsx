import { Button, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useNotify, useRecordContext, useRefresh, useTranslate, useUpdate } from 'react-admin';
import { Panel } from '../../record/panel.tsx';

const quantityPattern = /^(\d{1,14}(\.\d{1,4})?)?$/;

/** Approve (with another quantity, if need be) or reject; returns when the decision can be read everywhere. */
export function DecisionForm() {
  const suggestion = useRecordContext();
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const [quantity, setQuantity] = useState('');
  const [update, { isPending }] = useUpdate();
  if (suggestion?.state !== 'proposed') return null;
  const valid = quantityPattern.test(quantity);

  const decide = (decision: 'APPROVE' | 'REJECT') => {
    // Only an approval has a quantity of its own.
    const qty = decision === 'APPROVE' && quantity ? { qty: quantity } : {};
    update(
      'purchaseSuggestions',
      { id: suggestion.id, data: { decision, ...qty }, previousData: suggestion },
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
  };

  return (
    <Panel title={translate('record.decision')}>
      <Stack sx={{ gap: 1.5, pt: 1 }}>
        <TextField
          label={translate('suggestion.quantity')}
          placeholder={String(Number(suggestion.qty))}
          value={quantity}
          onChange={(event) => setQuantity(event.target.value)}
          error={!valid}
          slotProps={{ htmlInput: { inputMode: 'decimal' }, inputLabel: { shrink: true } }}
        />
        <Stack direction="row" sx={{ gap: 1.5 }}>
          <Button
            variant="contained"
            fullWidth
            disabled={isPending || !valid}
            onClick={() => decide('APPROVE')}
          >
            {translate('suggestion.approve')}
          </Button>
          <Button
            variant="outlined"
            color="error"
            fullWidth
            disabled={isPending}
            onClick={() => decide('REJECT')}
          >
            {translate('suggestion.reject')}
          </Button>
        </Stack>
      </Stack>
    </Panel>
  );
}
