/** What the letter of a plan says, from what the plan and its team have recorded. */
import { findingOf } from '../../../domain/program/finding.ts';
import { type LetterFacts, letterSections, letterSubject } from '../../../domain/program/letters/letter.ts';
import { localDate } from '../../../domain/time/instant.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readFigures } from '../figures.ts';
import { getPilot } from '../pilots/actions.ts';
import { readBaseline } from '../pilots/baseline.ts';
import { loadPilot } from '../pilots/store.ts';
import * as store from './store.ts';

/** @throws Problem `not_found` */
export async function composeLetter(db: Queryable, pilotId: number, now: Date) {
  const facts = await readFacts(db, pilotId, now);
  return {
    subject: letterSubject(facts.teamName, facts.timeZone, now.getTime()),
    sections: letterSections(facts),
    isOver: facts.isOver,
    isPlanned: facts.day < 0,
    timeZone: facts.timeZone,
  };
}

async function readFacts(db: Queryable, pilotId: number, now: Date) {
  const plan = await getPilot({ db } as Context, pilotId);
  const overdue = plan.milestones.filter(({ state }) => state === 'overdue');
  const next = plan.milestones.find(({ state }) => state === 'next');
  const facts: LetterFacts = {
    teamName: plan.team.name,
    today: localDate(plan.timeZone, now.getTime()).toString(),
    ...{ startsOn: plan.startsOn, endsOn: plan.endsOn, day: plan.progress.day },
    phaseName: plan.phases.find(({ key }) => key === plan.progress.phase)?.name ?? null,
    ...{ done: plan.progress.done, total: plan.progress.total },
    overdue: overdue.map(({ title, dueOn, owner }) => ({ title, dueOn, ownerName: owner?.name ?? null })),
    next: next ? { title: next.title, dueOn: next.dueOn } : null,
    findings: await readFindings(db, pilotId, plan.team.id, now),
    overdueItems: await store.countOverdueItems(db, plan.team.id),
    risks: plan.risks
      .filter(({ state }) => state === 'open' || state === 'occurred')
      .map(
        ({ title, state, owner }) =>
          `${state === 'occurred' ? 'It has happened' : 'Risk'}: ${title} (${owner?.name ?? 'nobody owns it'})`,
      ),
    lastDecision: await store.loadLastDecision(db, pilotId),
  };
  return { ...facts, timeZone: plan.timeZone, isOver: plan.state === 'ended' };
}

/** Each measure since the baseline against it; null until that is frozen. */
async function readFindings(db: Queryable, pilotId: number, teamId: number, now: Date) {
  const pilot = await loadPilot(db, pilotId);
  const baseline = pilot && readBaseline(pilot.baseline);
  if (!pilot || !baseline || pilot.baselineEndsAt >= now) return null;
  const scope = { from: pilot.baselineEndsAt, to: now, teamId, serviceId: null };
  const { figures } = await readFigures(db, scope, now);
  return figures.map((figure) => {
    const before = baseline.measures.find(({ key }) => key === figure.key) ?? null;
    return findingOf({ ...figure, before, now: figure });
  });
}
