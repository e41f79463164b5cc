import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const linux = process.platform === 'linux';

/** Whether a process with this id runs. A zombie, which only waits to be reaped, does not count. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !linux || processStat(pid)?.[0] !== 'Z';
}

/**
 * A text that differs between two processes that had the same id at different times, also across a reboot.
 * Undefined where the system does not tell (Windows) or the process is gone.
 */
export function processStart(pid: number): string | undefined {
  if (linux) {
    const startTicks = processStat(pid)?.[19];
    return startTicks && `${readText('/proc/sys/kernel/random/boot_id').trim()}:${startTicks}`;
  }
  return process.platform === 'win32' ? undefined : ps(pid, 'lstart');
}

/** The command line of a running process, arguments joined by a space; empty when it cannot be read. */
export function processCommand(pid: number): string {
  if (linux) return readText(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
  return process.platform === 'win32' ? '' : (ps(pid, 'command') ?? '');
}

/** The fields of /proc/PID/stat that follow the command name, which itself may hold spaces and brackets. */
function processStat(pid: number): string[] | undefined {
  const text = readText(`/proc/${pid}/stat`);
  return text ? text.slice(text.lastIndexOf(')') + 2).split(' ') : undefined;
}

function ps(pid: number, column: string): string | undefined {
  const found = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  return found.stdout?.trim() || undefined;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
