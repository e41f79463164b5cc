import { spawn } from 'node:child_process';

export type Program = {
  pid: number;
  /** What it wrote to standard output and standard error, the last 64 KB of it. */
  output(): string;
  /** Settles with the exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>;
  hasEnded(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Asks it to end, insists after ten seconds, and waits until it is gone. */
  stop(): Promise<void>;
};

export type ProgramOptions = { cwd?: string; env?: Record<string, string | undefined> };

const keptOutput = 64 * 1024;
const stopPatienceMs = 10_000;

/** Runs a real program as a child process. Throws when it cannot be run at all. */
export async function startProgram(path: string, args: string[], options: ProgramOptions = {}): Promise<Program> {
  const child = spawn(path, args, {
    cwd: options.cwd,
    env: options.env as NodeJS.ProcessEnv | undefined,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutput);
    });
  }
  let ending: number | string | null = null;
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => {
      ending = signal ?? code ?? 1;
      resolve(ending);
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  return {
    pid: child.pid!,
    output: () => output,
    ended,
    hasEnded: () => ending !== null,
    kill: (signal) => void child.kill(signal),
    async stop() {
      if (ending !== null) return;
      // One that is paused would not see the request.
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
      await ended;
      clearTimeout(insist);
    },
  };
}
