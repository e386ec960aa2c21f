import Inventory2Outlined from '@mui/icons-material/Inventory2Outlined';
import { lazy } from 'react';

export const skus = {
  name: 'skus',
  icon: Inventory2Outlined,
  recordRepresentation: 'sku',
  list: lazy(async () => ({ default: (await import('./sku-list.tsx')).SkuList })),
  show: lazy(async () => ({ default: (await import('./sku-show.tsx')).SkuShow })),
};
