// `npm test`: everything a fresh clone needs, then the checks, the build, all tests, and a start under each Node we
// promise. `npm test -- path` runs only the tests of that path. The last line counts what ran.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureBuild, ensureDependencies, requireNode, root, run, seconds } from './bootstrap.mjs';
import { findTestPrograms } from './test-programs.mjs';
import { newerNode, startSmoke } from './test-start.mjs';

requireNode();
const startedAt = performance.now();
const only = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const remarks = [];

heading('Packages');
await ensureDependencies();
heading('Programs used by tests');
const programs = await findTestPrograms();
for (const missing of programs.missing) remark(`SKIPPING every test that needs ${missing}`);

if (only.length === 0) {
  heading('Checks');
  await mustSucceed('the checks (npm run check)', () => run(process.execPath, ['bin/check.mjs']));
  heading('Build');
  await mustSucceed('the build (npm run build)', () => run(process.execPath, ['bin/build.mjs']));
} else {
  heading('Build');
  await ensureBuild();
}

heading('Tests');
await runTests();

if (only.length === 0) {
  heading('Start of the built app');
  await smoke(`Node ${process.versions.node}`, process.execPath);
  const newer = await newerNode();
  if (newer.path) await smoke(`Node ${newer.version}`, newer.path);
  else {
    total.skipped++;
    remark(`SKIPPING the start under Node ${newer.version}: ${newer.reason}`);
  }
}

heading(`Finished in ${seconds(startedAt)}`);
for (const line of remarks) console.log(line);
if (total.passed + total.failed === 0) console.log('No test ran, which counts as a failure.');
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-results-'));
  const resultFile = join(folder, 'results.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`, ...only];
  const code = await run(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    env: { ...process.env, ...programs.environment },
  });
  const failedBefore = total.failed;
  try {
    countResults(JSON.parse(readFileSync(resultFile, 'utf8')));
  } catch {
    remark('FAILED: vitest left no results');
  }
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0 && total.failed === failedBefore) {
    total.failed++;
    remark(`FAILED: vitest ended with exit code ${code} though no single test failed; see above`);
  }
}

/** A file that broke before its first test counts as one failure, or it would vanish from the count. */
function countResults(results) {
  total.passed += results.numPassedTests;
  total.failed += results.numFailedTests;
  total.skipped += results.numPendingTests + results.numTodoTests;
  for (const file of results.testResults) {
    const tests = file.assertionResults;
    for (const { status, fullName, failureMessages } of tests) {
      const name = `${file.name}: ${fullName.trim()}`;
      if (status === 'failed') remark(`FAILED: ${name}`, failureMessages[0]);
      // A flaky test is a fault: what its first try failed by is not lost.
      if (status === 'passed' && failureMessages.length > 0) remark(`RETRIED: ${name}`, failureMessages[0]);
    }
    if (file.status === 'failed' && !tests.some((test) => test.status === 'failed')) {
      total.failed++;
      remark(`FAILED: ${file.name}`, file.message);
    }
  }
}

async function mustSucceed(what, work) {
  if ((await work()) === 0) return;
  total.failed++;
  remark(`FAILED: ${what}`);
}

async function smoke(name, node) {
  const failure = await startSmoke(node);
  if (failure) {
    total.failed++;
    remark(`FAILED: the built app does not start under ${name}: ${failure}`);
  } else {
    total.passed++;
    console.log(`  ok      starts, becomes ready and stops under ${name}`);
  }
}

function heading(text) {
  console.log(`\n=== ${text}`);
}

/** Said now and again at the end, so that the last lines of the output tell what went wrong and why. */
function remark(line, reason = '') {
  const ours = stripVTControlCharacters(reason)
    .split('\n')
    .filter((each) => !each.includes('/node_modules/@vitest/'));
  const text = [line, ours.join('\n').slice(0, 1_500)].join('\n').trimEnd().replaceAll(`${root}/`, '');
  console.log(text);
  remarks.push(text);
}
