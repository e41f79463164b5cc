// `npm start`: prepares a fresh clone (packages, build) as far as needed, then becomes the app in this same process.
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, requireNode, root } from './bootstrap.mjs';

requireNode();
await ensureDependencies();
await ensureBuild();
process.argv = [process.execPath, join(root, 'bin', 'evenkeel'), 'start', ...process.argv.slice(2)];
await import('./evenkeel');
