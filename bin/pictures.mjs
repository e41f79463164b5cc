// `npm run pictures`: opens the demo and takes the pictures of docs/guide anew; `npm run pictures -- home status`
// takes only those.
import { ensureBuild, ensureDependencies, requireNode, root, run } from './bootstrap.mjs';

requireNode();
await ensureDependencies();
await ensureBuild();
process.exitCode = await run(
  process.execPath,
  ['--import', 'tsx', 'bin/guide-pictures/take.ts', ...process.argv.slice(2)],
  {
    cwd: root,
  },
);
