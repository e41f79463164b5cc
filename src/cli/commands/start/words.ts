import { exitCodes } from '../../exit-codes.ts';
import { printError, printLine } from '../../print.ts';

export type Started = {
  version: string;
  startedAt: number;
  url: string;
  setupUrl: string | null;
  signInUrl?: string | null;
  processes?: number;
};

export function announce({ version, startedAt, url, setupUrl, signInUrl, processes }: Started): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const withProcesses = processes === undefined ? '' : ` with ${processes} processes`;
  printLine(`Evenkeel ${version} is ready after ${seconds} s${withProcesses}: ${url}`);
  if (signInUrl)
    printLine(`This is the demo; everything in it is made up. Open it with this link, which works once: ${signInUrl}`);
  if (setupUrl) printLine(`Set up the first admin with this link, which works once: ${setupUrl}`);
}

export function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name));
  });
}

/** Ends the process after `stop`, or at once when the signal comes again. */
export async function stopWith(signal: string, stop: () => Promise<void>, hurry: () => void = () => {}) {
  printLine(`Stopping (${signal}) after finishing running work. Send the signal again to stop immediately.`);
  for (const name of ['SIGTERM', 'SIGINT'] as const)
    process.once(name, () => {
      hurry();
      process.exit(exitCodes.failed);
    });
  try {
    await stop();
  } catch (error) {
    printError(`Could not stop cleanly: ${(error as Error).message}`);
    process.exit(exitCodes.failed);
  }
  process.exit(exitCodes.ok);
}
