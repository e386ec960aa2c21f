import FactoryOutlined from '@mui/icons-material/FactoryOutlined';
import { lazy } from 'react';

export const suppliers = {
  name: 'suppliers',
  icon: FactoryOutlined,
  recordRepresentation: 'name',
  list: lazy(async () => ({ default: (await import('./supplier-list.tsx')).SupplierList })),
  show: lazy(async () => ({ default: (await import('./supplier-show.tsx')).SupplierShow })),
};
