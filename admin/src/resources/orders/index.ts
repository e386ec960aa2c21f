import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import { lazy } from 'react';

export const orders = {
  name: 'orders',
  icon: ReceiptLongOutlined,
  recordRepresentation: 'channelOrderNo',
  list: lazy(async () => ({ default: (await import('./order-list.tsx')).OrderList })),
  show: lazy(async () => ({ default: (await import('./order-show.tsx')).OrderShow })),
};
