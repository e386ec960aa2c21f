import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `vite dev` finds a running gateway. */
const gateway = process.env.ENTREPOT_GATEWAY ?? 'http://127.0.0.1:4600';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/graphql': gateway, '/arrow': gateway } },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1_200 },
});
