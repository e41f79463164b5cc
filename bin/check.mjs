// `npm run check`: the formatter's and linter's rules, the compiler over each of the three worlds of the code, what
// nobody uses, and where the documents lead.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, requireNode, root, seconds } from './bootstrap.mjs';

requireNode();
await ensureDependencies();

const buildInfo = join(root, 'node_modules', '.cache', 'tsc');
mkdirSync(buildInfo, { recursive: true });

const checks = [
  { name: 'biome', script: packaged('@biomejs/biome/bin/biome'), args: ['check', '--error-on-warnings'] },
  compiler('server', 'tsconfig.json'),
  compiler('domain', 'src/domain/tsconfig.json'),
  compiler('web', 'src/web/tsconfig.json'),
  { name: 'nothing dead', script: packaged('knip/bin/knip.js'), args: [] },
  { name: 'nothing that only its tests use', script: packaged('knip/bin/knip.js'), args: ['--production'] },
  { name: 'documents', script: join(root, 'bin', 'check-documents.mjs'), args: [] },
];

function packaged(script) {
  return join(root, 'node_modules', script);
}

function compiler(name, project) {
  const args = ['-p', project, '--noEmit', '--pretty', '--incremental', '--tsBuildInfoFile', join(buildInfo, name)];
  return { name: `types of ${name}`, script: packaged('typescript/bin/tsc'), args };
}

/** Output is kept until the end, so that checks that run at the same time do not mix their lines. */
function runCheck({ name, script, args }) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('close', (code) => {
      console.log(`  ${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds(startedAt)})`);
      if (code !== 0) console.log(output.trimEnd());
      resolve(code === 0);
    });
  });
}

const queue = [...checks];
const results = [];
const worker = async () => {
  for (let next = queue.shift(); next; next = queue.shift()) results.push(await runCheck(next));
};
await Promise.all([worker(), worker()]);
process.exitCode = results.every(Boolean) ? 0 : 1;
