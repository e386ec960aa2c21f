import ShoppingCartCheckoutOutlined from '@mui/icons-material/ShoppingCartCheckoutOutlined';
import { lazy } from 'react';

export const purchaseSuggestions = {
  name: 'purchaseSuggestions',
  icon: ShoppingCartCheckoutOutlined,
  recordRepresentation: 'suggestionId',
  list: lazy(async () => ({
    default: (await import('./purchase-suggestion-list.tsx')).PurchaseSuggestionList,
  })),
  show: lazy(async () => ({
    default: (await import('./purchase-suggestion-show.tsx')).PurchaseSuggestionShow,
  })),
};
