// `npm start`: prepares a fresh clone (packages, build) as far as needed, then becomes the app in this same process.
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, requireNode, root } from './bootstrap.mjs';

requireNode();
await ensureDependencies();
await ensureBuild();
if (process.env.npm_lifecycle_event) stopWithParent();
process.argv = [process.execPath, join(root, 'bin', 'evenkeel'), 'start', ...process.argv.slice(2)];
await import('./evenkeel');

/** npm passes a signal to the shell between us, which dies of it without a word; its end is the only sign that we get. */
function stopWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}
