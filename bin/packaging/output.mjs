import { spawnSync } from 'node:child_process';
import { fail } from '../bootstrap.mjs';

/** Runs a program and returns what it printed; ends this process with one sentence when it fails. */
export function output(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  const command = `"${[program, ...args].slice(0, 2).join(' ')}"`;
  if (error) fail(`${command} could not be run: ${error.message}.`);
  if (status !== 0) fail(`${command} ended with exit code ${status}:\n${stderr}`);
  return stdout;
}
