/** What a plan's data completes automatically: its baseline when its period has ended, milestones when their sign shows. */

import { type PlanSign, planTemplate } from '../../../domain/program/plans/template.ts';
import { actorReference, system } from '../../platform/auth/actor.ts';
import { type Database, type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { readGaps } from '../assessments/evidence.ts';
import { readFigures } from '../figures.ts';
import { baselineOf } from './baseline.ts';
import { listMilestones, setMilestoneStatus } from './milestones-store.ts';
import { listTeamSchedules, loadTeamSigns } from './signs-store.ts';
import * as store from './store.ts';

const dayMilliseconds = 86_400_000;

/** Checks one pilot that is due; returns whether there was one. */
export async function watchPilot(db: Database | Transaction): Promise<boolean> {
  return transaction(db, async (tx) => {
    const claimed = await store.claimPilot(tx);
    if (!claimed) return false;
    const now = await readNow(tx);
    if (claimed.baselineFrozenAt === null && claimed.baselineEndsAt <= now) await freezeBaseline(tx, claimed, now);
    const pilot = (await store.loadPilot(tx, claimed.id))!;
    const seen = await signsOf(tx, pilot, now);
    for (const milestone of await listMilestones(tx, [pilot.id])) {
      const fulfilled = milestone.sign !== null && seen.has(milestone.sign as PlanSign);
      if (milestone.doneAt !== null || !fulfilled) continue;
      await setMilestoneStatus(tx, pilot.id, milestone.key, 'done', { by: actorReference(system) });
      await recordEvent(tx, system, 'pilot.milestoneFulfilled', pilot.id, { key: milestone.key, sign: milestone.sign });
    }
    await store.markLooked(tx, pilot.id);
    return true;
  });
}

async function freezeBaseline(tx: Queryable, pilot: store.PilotRow, now: Date): Promise<void> {
  const period = { from: pilot.baselineStartsAt, to: pilot.baselineEndsAt, teamId: pilot.team.id, serviceId: null };
  const figures = await readFigures(tx, period, now);
  await store.storeBaseline(tx, pilot.id, baselineOf(figures));
  await recordEvent(tx, system, 'pilot.baselineFrozen', pilot.id, {
    measures: figures.figures.map(({ key, value, n }) => ({ key, value, n })),
  });
}

async function signsOf(tx: Queryable, pilot: store.PilotRow, now: Date): Promise<Set<PlanSign>> {
  const found = await loadTeamSigns(tx, pilot.team.id, pilot.startsAt, pilot.baselineStartsAt);
  const execute = planTemplate(pilot.kind).phases.find(({ key }) => key === 'execute');
  const executeFrom = pilot.startsAt.getTime() + (execute?.firstDay ?? 0) * dayMilliseconds;
  const schedules = await listTeamSchedules(tx, pilot.team.id);
  const gaps = schedules.length === 0 ? null : await readGaps(tx, schedules);
  const signs: Record<PlanSign, boolean> = {
    'sponsor-named': pilot.sponsorName !== null && pilot.sponsorIsVicePresident,
    'assessment-completed': found.isAssessed,
    'baseline-frozen': pilot.baselineFrozenAt !== null,
    'goals-set': found.goals >= 2,
    'severities-reviewed': found.isMatrixChanged,
    'rotation-complete': gaps?.value === 0 && found.services > 0 && found.servicesWithoutPolicy === 0,
    'runbooks-attached': found.services > 0 && found.importantServicesWithoutRunbook === 0,
    'courses-passed': found.members > 0 && found.untrainedMembers === 0,
    'drill-scored': found.isDrillScored,
    // One that was written early must not hide those of incidents still to come.
    'postmortems-completed':
      now.getTime() >= executeFrom && found.requiredPostmortems > 0 && found.missingPostmortems === 0,
    'quarterly-review-held': found.isReviewHeld,
  };
  return new Set((Object.keys(signs) as PlanSign[]).filter((sign) => signs[sign]));
}
