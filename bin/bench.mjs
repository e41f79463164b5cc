// `npm run bench`: builds the app, then measures it beside a real Alertmanager and prints one table.
// `npm run bench -- --quick` runs a third as long; the figures then say little.
import { ensureBuild, ensureDependencies, requireNode, root, run } from './bootstrap.mjs';

requireNode();
await ensureDependencies();
await ensureBuild();
process.exitCode = await run(process.execPath, ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)], {
  cwd: root,
});
