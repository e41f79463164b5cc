import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Code that changes together is cached together. The kit is left out: each page takes only the parts it uses. */
const groups = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'tanstack', test: /node_modules\/@tanstack\// },
];

export default defineConfig({
  root: path('src/web'),
  plugins: [react()],
  resolve: { alias: { zod: path('src/web/data/no-schemas.ts') } },
  build: {
    outDir: path('dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    // A data: URL would be refused by the content security policy of the server.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: {
    proxy: { '/api': { target: process.env.EVENKEEL_DEV_SERVER ?? 'http://127.0.0.1:4400', changeOrigin: false } },
    fs: { allow: [path('.')] },
  },
});
