import { spawnSync } from 'node:child_process';

/** Runs a program and returns what it printed; throws, with one sentence, when it fails. */
export function output(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  const command = `"${[program, ...args].slice(0, 2).join(' ')}"`;
  if (error) throw new Error(`${command} could not be run: ${error.message}.`);
  if (status !== 0) throw new Error(`${command} ended with exit code ${status}:\n${stderr}`);
  return stdout;
}
