import type { GoalertExport } from '../../../contract/move-in/goalert.ts';
import type { Findings } from '../finding.ts';
import type { Slugs } from '../slugs.ts';

/** What every part of a conversion needs to know. */
export type Conversion = {
  content: GoalertExport;
  findings: Findings;
  slugs: Slugs;
  nowMs: number;
  /** The e-mail address of a user of the export by id; null for one that it does not hold. */
  personOf(id: string | null | undefined): string | null;
};
