// `npm run dev`: the server from its sources, and the web with hot reload in front of it. Restart it for server changes.
import { join } from 'node:path';
import { ensureDependencies, requireNode, root, run } from './bootstrap.mjs';

requireNode();
await ensureDependencies();
const port = process.env.EVENKEEL_PORT ?? '4400';
const serverEnvironment = { ...process.env, EVENKEEL_PORT: port };
process.env.EVENKEEL_DEV_SERVER = `http://127.0.0.1:${port}`;

const { createServer } = await import('vite');
const web = await createServer({ configFile: join(root, 'vite.config.ts') });
await web.listen();
web.printUrls();

// The terminal sends Ctrl+C to the server too; this process stays until the server has stopped its database.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
process.exitCode = await run(
  process.execPath,
  ['--import', 'tsx', 'src/cli/main.ts', 'start', ...process.argv.slice(2)],
  {
    env: serverEnvironment,
  },
);
await web.close();
