import '@fontsource-variable/inter/wght.css';
import { createRoot } from 'react-dom/client';
import { createI18nProvider } from './providers/i18n-provider.ts';
import { Console } from './root/console.tsx';

const i18nProvider = await createI18nProvider();
createRoot(document.getElementById('root')!).render(<Console i18nProvider={i18nProvider} />);
