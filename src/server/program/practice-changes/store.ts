import { currentEvent, storedKinds, storedSubjects } from '../../../contract/events/catalogue.ts';
import type { SubjectKind } from '../../../contract/events/subjects.ts';
import { type PracticeKind, practiceKinds } from '../../../contract/program/practice-changes.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

export type PracticeQuery = {
  limit: number;
  cursor?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  teamId?: number | undefined;
};

type ToldQuery = {
  limit: number;
  from: string | null;
  to: string | null;
  teamId: number | null;
  /** The microsecond and the id of the one before; null for the newest. */
  before: readonly [number, number] | null;
};

export type PracticeRow = {
  id: number;
  at: Date;
  microseconds: number;
  kind: PracticeKind;
  subjectId: number | null;
  times: number;
  key: string | null;
  name: string | null;
  by: string | null;
  team: { id: number; name: string } | null;
};

const subjects: SubjectKind[] = [
  ...([
    'goal',
    'drill',
    'pilot',
    'review',
    'playbook',
    'severity',
    'protocol',
    'escalationPolicy',
    'schedule',
    'messageTemplate',
  ] as const),
];

/**
 * Newest first, of one day and thing the last change with how many there were. Rows of events tell what happened and are
 * never removed; the name and the team are those of today, of what was deleted those it had.
 */
export async function listPractice(
  db: Queryable,
  { limit, from, to, teamId, before }: ToldQuery,
): Promise<PracticeRow[]> {
  const found = await rows<PracticeRow & { subjectKind: string; data: Record<string, unknown> }>(
    db,
    `select e.id, e.at, (extract(epoch from e.at) * 1e6)::bigint as microseconds, e.kind, e.subject_kind, e.subject_id, e.times, e.data->>'key' as key, e.actor->>'name' as by,
       coalesce(g.name, d.title, pt.name, case when e.subject_kind = 'playbook' then 'version ' || e.subject_id end, 'Q' || r.quarter || ' ' || r.year, p.name, s.name,
         e.data->'before'->>'name', e.data->'after'->>'name', e.data->>'key') as name,
  case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team
     from (
       select id, at, kind, subject_kind, subject_id, actor, data,
         count(*) over day as times, row_number() over (day order by id desc) as place
       from events
       where subject_kind = any ($1) and kind = any ($2)
         and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)
       window day as (partition by kind, subject_id, data->>'key', (at at time zone 'UTC')::date)
     ) e
     left join goals g on e.subject_kind = 'goal' and g.id = e.subject_id
     left join services gs on gs.id = g.service_id
     left join drills d on e.subject_kind = 'drill' and d.id = e.subject_id
     left join pilots l on e.subject_kind = 'pilot' and l.id = e.subject_id
     left join teams pt on pt.id = l.team_id
     left join quarterly_reviews r on e.subject_kind = 'review' and r.id = e.subject_id
     left join escalation_policies p on e.subject_kind in ('escalationPolicy', 'escalation_policy') and p.id = e.subject_id
     left join schedules s on e.subject_kind = 'schedule' and s.id = e.subject_id
     left join teams t on t.id = coalesce(g.team_id, gs.team_id, d.team_id, l.team_id, p.team_id, s.team_id,
       case when e.subject_kind not in ('goal', 'drill', 'pilot', 'review', 'severity')
         then coalesce(e.data->'before'->>'teamId', e.data->'after'->>'teamId')::bigint end)
     where e.place = 1 and ($5::numeric is null or (extract(epoch from e.at) * 1e6, e.id) < ($5, $6))
       and ($7::bigint is null or t.id is null or t.id = $7)
     order by e.at desc, e.id desc limit $8`,
    [
      ...[subjects.flatMap(storedSubjects), storedKinds(practiceKinds), from, to],
      ...[before?.[0] ?? null, before?.[1] ?? null, teamId, limit],
    ],
  );
  return found.map((row) => ({ ...row, kind: currentEvent(row).kind as PracticeKind }));
}
