import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, parseAst } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Code that changes together is cached together. The kit is left out: each page takes only the parts it uses. */
const groups = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'tanstack', test: /node_modules\/@tanstack\// },
];

const serverOnly = new Set(['params', 'query', 'body', 'output', 'summary', 'tag']);

type Node = { type: string; start: number; end: number; [field: string]: unknown };
type Edit = { start: number; end: number; text: string };

/**
 * The web calls endpoints by method and path; what comes in is checked by the server alone. Their schemas and words, and
 * whatever of the contract was only there for them, are left out of the built web.
 */
const endpointsToCall: Plugin = {
  name: 'endpoints-to-call',
  apply: 'build',
  enforce: 'post',
  transform: {
    filter: { id: /\/src\/contract\// },
    handler(code) {
      const constants = (parseAst(code).body as unknown as Node[])
        .map((statement) => (statement.declaration ?? statement) as Node)
        .flatMap(({ declarations = [] }) => declarations as { init: Node | null }[])
        .flatMap(({ init }) => (init?.type === 'CallExpression' ? [init] : []));
      const edits = constants.flatMap(({ start, end, callee, arguments: given }): Edit[] => {
        if ((callee as { name?: string }).name !== 'endpoint')
          // Such a call only makes a value, which the bundler cannot know: where nobody uses it, it goes.
          return [
            { start, end: start, text: '/* #__PURE__ */ (() => ' },
            { start: end, end, text: ')()' },
          ];
        const [{ properties }] = given as [{ properties: (Node & { key?: { name: string } })[] }];
        return [
          { start, end: start, text: '/* #__PURE__ */ ' },
          ...properties
            .filter(({ key }) => key && serverOnly.has(key.name))
            .map((each) => ({ ...each, text: '...{}' })),
        ];
      });
      let edited = code;
      // From the last to the first, so that the places of the earlier ones stay true.
      for (const { start, end, text } of edits.reverse()) edited = edited.slice(0, start) + text + edited.slice(end);
      return { code: edited, map: null };
    },
  },
};

export default defineConfig({
  root: path('src/web'),
  plugins: [react(), endpointsToCall],
  resolve: { alias: { zod: path('src/web/data/no-schemas.ts') } },
  // Pages name their files from the root, where the server puts the path of a proxy in front; files name each other by
  // where they lie.
  experimental: {
    renderBuiltUrl: (name, { hostType }) => (hostType === 'html' ? `/${name}` : { relative: true }),
  },
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
