import type { Urgency } from '../../../contract/severity.ts';

/** A page whose next step is due, locked by the caller. */
export type DuePage = {
  id: number;
  policy: unknown;
  generation: number;
  stepIndex: number;
  round: number;
  urgency: Urgency;
  severity: number;
  dueAt: Date | null;
  problems: unknown[];
  /** An alarm of the installation about itself. */
  asksAdmins?: boolean;
};
