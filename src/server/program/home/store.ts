import { storedKinds, storedSubjects } from '../../../contract/events/catalogue.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';

/**
 * By plan: the first change of the way of working since it started: a milestone of the execute phase, an edited severity
 * matrix, or an edited escalation policy that a service of the team uses.
 */
export async function firstChanges(db: Queryable, pilotIds: number[]): Promise<Map<number, Date>> {
  const found = await rows<{ id: number; at: Date | null }>(
    db,
    `select p.id, least(
       (select min(m.done_at) from pilot_milestones m
          where m.pilot_id = p.id and m.phase = 'execute' and m.removed_at is null),
       (select min(at) from events where subject_kind = 'severity' and subject_id is null
          and kind = 'severityMatrix.updated' and at >= p.starts_at),
       (select min(e.at) from events e where e.subject_kind = any($2) and e.kind = any($3) and e.at >= p.starts_at
          and e.subject_id in (select escalation_policy_id from services where team_id = p.team_id))) as at
     from pilots p where p.id = any ($1::bigint[])`,
    [pilotIds, storedSubjects('escalationPolicy'), storedKinds(['escalationPolicy.updated'])],
  );
  return new Map(found.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
}

/** Settings of the practice that were edited, or confirmed by the team in its pilot, since the program started. */
export async function countAdapted(db: Queryable, since: Date): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select (select count(*) from settings where name = '${settings.severityMatrix.name}' and updated_at >= $1)
       + (select count(*) from message_templates where updated_at >= $1)
       + (select count(*) from protocols where own is not null and updated_at >= $1)
       + (select count(*) from pilot_milestones where sign = 'severities-reviewed' and done_at >= $1) as count`,
    [since],
  );
  return found!.count;
}

export type StepFacts = {
  completedAssessments: number;
  hasDraft: boolean;
  goals: number;
  goalsWithBaseline: number;
  drillsFinished: number;
  drillsOpen: number;
  certified: number;
  reviews: number;
};

export async function loadStepFacts(db: Queryable): Promise<StepFacts> {
  const found = await row<StepFacts>(
    db,
    `select (select count(*) from assessments where completed_at is not null) as completed_assessments,
       exists (select from assessments where completed_at is null) as has_draft,
       (select count(*) from goals where dropped_at is null) as goals,
       (select count(*) from goals where dropped_at is null and baseline_frozen_at is not null) as goals_with_baseline,
       (select count(*) from drills where state = 'finished') as drills_finished,
       (select count(*) from drills where state in ('planned', 'running')) as drills_open,
       (select count(distinct person_id) from certificates where expires_at > evenkeel.now()) as certified,
       (select count(*) from quarterly_reviews) as reviews`,
  );
  return found!;
}

/** The plans that have begun: how many are pilots, and whether a roll-out began before any of them. */
export async function loadPilotFacts(db: Queryable): Promise<{ pilots: number; rolledOutFirst: boolean }> {
  const found = await row<{ pilots: number; rolledOutFirst: boolean }>(
    db,
    `select count(*) filter (where kind = 'pilot')::int as pilots,
       coalesce(min(starts_at) filter (where kind = 'roll-out')
         < coalesce(min(starts_at) filter (where kind = 'pilot'), 'infinity'), false) as rolled_out_first
     from pilots where starts_at <= evenkeel.now()`,
  );
  return found!;
}

/** The review held last that told the impact in money. */
export async function loadMoneyReview(db: Queryable): Promise<string | null> {
  const found = await row<{ key: string }>(
    db,
    `select year || '-Q' || quarter as key from quarterly_reviews
     where held_at is not null and jsonb_typeof(composed->'money') = 'object' order by held_at desc limit 1`,
  );
  return found?.key ?? null;
}

/** Who took part in the review that was held last. */
export async function lastAttendees(db: Queryable): Promise<{ department: string }[]> {
  const found = await row<{ attendees: { department: string }[] }>(
    db,
    'select attendees from quarterly_reviews where held_at is not null order by held_at desc limit 1',
  );
  return found?.attendees ?? [];
}
