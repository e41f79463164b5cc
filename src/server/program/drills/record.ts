import type { DrillFormatKey } from '../../../contract/program/drill-keys.ts';
import { type Proposal, proposeScore } from '../../../domain/program/drills/proposals.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadRule } from '../../respond/severities/actions.ts';
import { loadRecord } from './record-store.ts';

/** What the record of a drill's incident says about each item of the scorecard. */
export async function readProposals(db: Queryable, incidentId: number, format: DrillFormatKey): Promise<Proposal[]> {
  const record = await loadRecord(db, incidentId);
  const { rolesNeeded, internalUpdateMinutes } = await loadRule(db, record.severity);
  return proposeScore({ ...record, rolesNeeded, rhythmMinutes: internalUpdateMinutes }, format);
}
