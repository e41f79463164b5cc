/**
 * Keeps the data of the build that is here, as `frozen.test.ts` upgrades it from then on: `npm run build`, then
 * `node test/upgrade/freeze.mjs 0.2.0`. What was kept once is never made again.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const version = process.argv[2];
if (!version) throw new Error('Which version? node test/upgrade/freeze.mjs 0.2.0');
const target = path.join(import.meta.dirname, 'frozen', version);
if (existsSync(target)) throw new Error(`${target} is there already.`);
const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel-freeze-'));
const dataDir = path.join(folder, 'data');
const executable = path.resolve(import.meta.dirname, '../../bin/evenkeel');

/** The key that the test keeps with the data. */
const secretKey = Buffer.alloc(32, 7).toString('base64');
const env = { ...process.env, EVENKEEL_PORT: '0', EVENKEEL_HOST: '127.0.0.1', EVENKEEL_SECRET_KEY: secretKey };

try {
  const demo = spawn(process.execPath, [executable, 'start', '--demo'], {
    env: { ...env, EVENKEEL_DATA_DIR: dataDir, EVENKEEL_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const text of demo.stdout.setEncoding('utf8')) if (text.includes('is ready after')) break;
  demo.kill('SIGTERM');
  if (demo.exitCode === null) await once(demo, 'exit');
  mkdirSync(target, { recursive: true });
  const backup = spawn(process.execPath, [executable, 'backup', path.join(target, 'data.backup')], {
    env: { ...env, EVENKEEL_DATA_DIR: `${dataDir}-demo` },
    stdio: 'inherit',
  });
  const [code] = await once(backup, 'exit');
  if (code !== 0) throw new Error(`The backup ended with ${code}.`);
  console.log('Now the figures beside it: EVENKEEL_TEST_FREEZE=1 npm test -- test/upgrade/frozen.test.ts');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
