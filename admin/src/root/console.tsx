import { lazy } from 'react';
import { Admin, CustomRoutes, type I18nProvider, Resource } from 'react-admin';
import { Route } from 'react-router-dom';
import { ConsoleLayout } from '../layout/console-layout.tsx';
import { LoginPage } from '../layout/login-page.tsx';
import { darkTheme, lightTheme } from '../layout/theme.ts';
import { createAuthProvider } from '../providers/auth-provider.ts';
import { createDataProvider } from '../providers/data-provider.ts';
import { customers } from '../resources/customers/index.ts';
import { orders } from '../resources/orders/index.ts';
import { purchaseSuggestions } from '../resources/purchase-suggestions/index.ts';
import { skus } from '../resources/skus/index.ts';
import { suppliers } from '../resources/suppliers/index.ts';
import { gateway, sessions } from './gateway.ts';

const HomePage = lazy(async () => ({ default: (await import('../home/home-page.tsx')).HomePage }));
const ExplorePage = lazy(async () => ({
  default: (await import('../metrics/explore-page.tsx')).ExplorePage,
}));
const PipelinesPage = lazy(async () => ({
  default: (await import('../pipelines/pipelines-page.tsx')).PipelinesPage,
}));

const dataProvider = createDataProvider(gateway);
const authProvider = createAuthProvider(gateway, sessions);

/** The console: every resource of the gateway's schema, and the pages that are no resource. */
export function Console({ i18nProvider }: { i18nProvider: I18nProvider }) {
  return (
    <Admin
      title="Entrepôt"
      dataProvider={dataProvider}
      authProvider={authProvider}
      i18nProvider={i18nProvider}
      layout={ConsoleLayout}
      loginPage={LoginPage}
      dashboard={HomePage}
      theme={lightTheme}
      darkTheme={darkTheme}
      requireAuth
      disableTelemetry
    >
      <Resource {...orders} />
      <Resource {...customers} />
      <Resource {...skus} />
      <Resource {...suppliers} />
      <Resource {...purchaseSuggestions} />
      <CustomRoutes>
        <Route path="/explore" element={<ExplorePage />} />
        <Route path="/pipelines" element={<PipelinesPage />} />
      </CustomRoutes>
    </Admin>
  );
}
