import { Button, Snackbar } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { gatewayResources } from '../providers/resource.ts';
import { gateway } from '../root/gateway.ts';

const changesDocument = `subscription changes($resources: [String!]!) {
  resourceChanged(resources: $resources) { resource version }
}`;

/**
 * Tells when lists on the screen are no longer what the warehouse holds. Rows do not jump under the reader's hand: a
 * note offers to show what has come.
 */
export function LiveUpdates() {
  const translate = useTranslate();
  const queries = useQueryClient();
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());

  useEffect(
    () =>
      gateway.subscribe<{ resourceChanged: { resource: string } }>(
        changesDocument,
        { resources: Object.keys(gatewayResources) },
        {
          next: ({ resourceChanged: { resource } }) => {
            const shown = queries.getQueryCache().findAll({ queryKey: [resource], type: 'active' });
            // The overview is no list to lose one's place in.
            if (inOverview()) void queries.invalidateQueries({ queryKey: [resource] });
            else if (shown.length > 0) setChanged((before) => new Set(before).add(resource));
            else void queries.invalidateQueries({ queryKey: [resource], refetchType: 'none' });
          },
        },
      ),
    [queries],
  );

  const refresh = () => {
    for (const resource of changed) void queries.invalidateQueries({ queryKey: [resource] });
    setChanged(new Set());
  };
  return (
    <Snackbar
      open={changed.size > 0}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      message={translate('app.live', { smart_count: changed.size })}
      action={
        <Button size="small" color="inherit" onClick={refresh}>
          {translate('app.refresh_now')}
        </Button>
      }
    />
  );
}

function inOverview(): boolean {
  return /^#?\/?$/.test(location.hash);
}
