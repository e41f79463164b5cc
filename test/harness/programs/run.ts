import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const runFile = promisify(execFile);

/** Runs a program to its end. @returns what it printed; throws, with that and the exit code, when it fails */
export function run(program: string, args: string[], options: { env?: Record<string, string> } = {}) {
  return runFile(program, args, { ...options, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
