import type { Examination } from '../../../contract/platform/doctor.ts';

export type Finding = Omit<Examination, 'check'>;

/** Looks for one thing that could be wrong with the installation. A check that throws is a fault itself. */
export type Check = { name: string; run: () => Promise<Finding | Finding[]> };

export const ok = (sentence: string): Finding => ({ result: 'ok', sentence });
export const warning = (sentence: string): Finding => ({ result: 'warning', sentence });
export const fault = (sentence: string): Finding => ({ result: 'fault', sentence });

/** A check that names its examples: nothing found is fine. */
export function listCheck(name: string, fine: string, find: () => Promise<string[]>): Check {
  return {
    name,
    async run() {
      const found = await find();
      return found.length === 0 ? ok(fine) : found.map(warning);
    },
  };
}
