import type { Examination } from '../../../contract/platform/doctor.ts';
import { type Check, type Finding, fault } from './check.ts';

const patienceMs = 10_000;

/** Runs all checks, each for itself and with an end to patience. */
export async function examine(checks: readonly Check[]): Promise<Examination[]> {
  const found = await Promise.all(checks.map(examineOne));
  return found.flat();
}

async function examineOne({ name, run }: Check): Promise<Examination[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(fault(`This took longer than ${patienceMs / 1000} s to check.`)), patienceMs);
  });
  try {
    const found = await Promise.race([run(), tooLong]);
    return [found].flat().map((finding) => ({ check: name, ...finding }));
  } catch (error) {
    return [{ check: name, ...fault(`This could not be checked: ${(error as Error).message}.`) }];
  } finally {
    clearTimeout(timer);
  }
}
