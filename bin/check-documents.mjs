// Part of `npm run check`: every relative link, every `path/in/backticks.ts` and every `folder/in/backticks/` of every Markdown document leads to
// something that is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './bootstrap.mjs';

const skipped = new Set(['node_modules', 'dist', 'data', '.git', 'coverage']);
/** Paths are told from the root, from `src` or from the server, whichever is short and clear. */
const bases = ['', 'src', 'src/server', 'src/server/detect', 'src/server/respond'];
const pathPattern = /`((?:[\w.-]+\/)+(?:[\w.-]*\.(?:tsx?|mjs|md|sql|json|ya?ml|css|html))?)`/g;
const linkPattern = /!?\[[^\]]*\]\(([^)\s]+)\)/g;

const faults = documents('').flatMap((document) => {
  const text = readFileSync(join(root, document), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  return [...brokenLinks(document, text), ...missingPaths(text)].map((what) => `${document}: ${what}`);
});
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

function documents(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : documents(name);
    return entry.name.endsWith('.md') ? [name] : [];
  });
}

function brokenLinks(document, text) {
  return [...text.matchAll(linkPattern)]
    .map(([, target]) => target.split('#')[0])
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(root, dirname(document), decodeURI(target))))
    .map((target) => `the link ${target} leads nowhere`);
}

function missingPaths(text) {
  return [...text.matchAll(pathPattern)]
    .map(([, path]) => path)
    .filter((path) => !bases.some((base) => existsSync(join(root, base, path))))
    .map((path) => `${path} is not there`);
}
