// `npm run release -- 0.2.0`: makes a version of what is committed here: tests, version, changelog, packages, tag.
// Nothing is pushed. `--skip-tests` is for a commit whose tests have passed elsewhere; other options go to the packages.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, npm, requireNode, root, run } from './bootstrap.mjs';
import { output } from './packaging/output.mjs';

requireNode();
const words = process.argv.slice(2);
const version = words.find((word) => !word.startsWith('--'));
const options = words.filter((word) => word.startsWith('--') && word !== '--skip-tests');
const changed = [
  'package.json',
  'package-lock.json',
  'charts/evenkeel/Chart.yaml',
  'CHANGELOG.md',
  'docs',
  'test/upgrade',
];
const tag = `v${version}`;
/** The heading of what has no version yet. */
const unreleased = /^## .*unreleased\)?$/im;

refuseWhatIsNotReady();
if (!words.includes('--skip-tests') && (await run(npm, ['test'])) !== 0) fail('The tests failed; nothing was changed.');
try {
  output(npm, ['version', version, '--no-git-tag-version', '--allow-same-version', '--loglevel=error'], { cwd: root });
  edit('charts/evenkeel/Chart.yaml', (text) =>
    text.replace(/^version: .*$/m, `version: ${version}`).replace(/^appVersion: .*$/m, `appVersion: "${version}"`),
  );
  const today = new Date().toISOString().slice(0, 10);
  edit('CHANGELOG.md', (text) => text.replace(unreleased, `## ${version} (${today})`));
  writeFileSync(join(root, 'test/upgrade/released-migrations.txt'), migrationSums());
  await must('The generated documents', npm, ['run', '--silent', 'generate']);
  await must('The packages', process.execPath, ['bin/package.mjs', ...options]);
  git('commit', '--quiet', '--all', '--message', `Evenkeel ${version}`);
  git('tag', '--annotate', tag, '--message', `Evenkeel ${version}`);
} catch (error) {
  git('restore', '--staged', '--worktree', '--', ...changed);
  fail(`${error.message} Nothing was committed.`);
}
console.log(`Evenkeel ${version} is committed and tagged as ${tag}. Publish it: see RELEASE.md.`);

function refuseWhatIsNotReady() {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? '')) fail('Name the version: npm run release -- 0.2.0');
  const { version: current } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (isBefore(version, current)) fail(`${version} is older than ${current}, the version of package.json.`);
  if (git('tag', '--list', tag) !== '') fail(`${version} was released already: there is a tag ${tag}.`);
  const open = git('status', '--porcelain');
  if (open !== '') fail(`Commit or remove what is not committed first:\n${open.trimEnd()}`);
  if (!unreleased.test(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')))
    fail(`CHANGELOG.md has no part that is headed "## Unreleased": what is new in ${version}?`);
}

function isBefore(one, other) {
  const [a, b] = [one, other].map((text) => text.split('-')[0].split('.').map(Number));
  const at = a.findIndex((number, index) => number !== b[index]);
  return at !== -1 && a[at] < b[at];
}

/** What installations have applied must stay as it is; a test compares. */
function migrationSums() {
  const folder = join(root, 'migrations');
  const lines = readdirSync(folder)
    .sort()
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}  ${name}`,
    );
  return `${lines.join('\n')}\n`;
}

function edit(path, change) {
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));
}

async function must(what, program, args) {
  if ((await run(program, args)) !== 0) throw new Error(`${what} could not be made.`);
}

function git(...args) {
  return output('git', args, { cwd: root });
}
