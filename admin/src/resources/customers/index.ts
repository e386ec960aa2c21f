import PeopleAltOutlined from '@mui/icons-material/PeopleAltOutlined';
import { lazy } from 'react';

export const customers = {
  name: 'customers',
  icon: PeopleAltOutlined,
  recordRepresentation: 'customerKey',
  list: lazy(async () => ({ default: (await import('./customer-list.tsx')).CustomerList })),
  show: lazy(async () => ({ default: (await import('./customer-show.tsx')).CustomerShow })),
};
