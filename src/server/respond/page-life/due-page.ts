import type { Urgency } from '../../../contract/severity.ts';

/** A page whose next step is due, locked by the caller. */
export type DuePage = {
  id: number;
  /** Null: paged without a policy, or it is deleted by now. */
  policyId: number | null;
  /** All that the page keeps of its policy. */
  policy: unknown;
  /** Its plain ladder, where `policy` was read from the database. */
  plainPolicy?: unknown;
  branch: { name: string | null; because: string } | null;
  generation: number;
  stepIndex: number;
  round: number;
  urgency: Urgency;
  severity: number;
  dueAt: Date | null;
  waitsUntil: Date | null;
  problems: unknown[];
  /** Said that they cannot take it: nobody asks them again in this generation. */
  declinedBy?: readonly number[];
  /** An alarm of the installation about itself. */
  asksAdmins?: boolean;
};
