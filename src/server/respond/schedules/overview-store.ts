import { type Queryable, rows } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type OverviewSchedule = {
  scheduleId: number;
  scheduleName: string;
  timeZone: string;
  teamId: number | null;
  teamName: string | null;
  people: { personId: number; name: string; disabled: boolean }[];
};

export type OverviewQuery = {
  limit: number;
  cursor?: string | undefined;
  teamId?: number | undefined;
  personId?: number | undefined;
};

/** By team, those without one last, then by name. */
export async function listByTeam(db: Queryable, { limit, cursor, teamId, personId }: OverviewQuery) {
  const [isTeamless, team, name, id] = decodeCursor(cursor, 4) ?? [null, null, null, null];
  const place = "(t.id is null)::int, coalesce(t.name, ''), s.name, s.id";
  const found = await rows<OverviewSchedule>(
    db,
    `select s.id as schedule_id, s.name as schedule_name, s.time_zone, t.id as team_id, t.name as team_name,
       coalesce((select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.name,
                                                     'disabled', p.disabled_at is not null) order by p.name, p.id)
                 from people p
                 where p.id in (select person::bigint
                   from jsonb_path_query(s.definition, '$.layers[*].participants[*] ? (@ != null)') as person)),
                '[]') as people
     from schedules s left join teams t on t.id = s.team_id
     where ($1::int is null or (${place}) > ($1, $2::text, $3::text, $4::bigint))
       and ($6::bigint is null or s.team_id = $6)
       and ($7::bigint is null
         or jsonb_path_exists(s.definition, '$.layers[*].participants[*] ? (@ == $id)',
                              jsonb_build_object('id', $7::bigint))
         or exists (select from schedule_overrides o
                    where o.person_id = $7 and o.schedule_id = s.id and o.ends_at > evenkeel.now()))
     order by ${place} limit $5`,
    [isTeamless, team, name, id, limit + 1, teamId ?? null, personId ?? null],
  );
  return pageOf(found, limit, (each) => [
    each.teamId === null ? 1 : 0,
    each.teamName ?? '',
    each.scheduleName,
    each.scheduleId,
  ]);
}

/** Of these schedules, those that touch `[from, to)`, in order of creation. */
export async function overridesOf(db: Queryable, scheduleIds: readonly number[], from: Date, to: Date) {
  return rows<{ id: number; scheduleId: number; personId: number; startsAt: Date; endsAt: Date; reason: string }>(
    db,
    `select id, schedule_id, person_id, starts_at, ends_at, reason from schedule_overrides
     where schedule_id = any ($1::bigint[]) and ends_at > $2 and starts_at < $3 order by id limit 10000`,
    [scheduleIds, from, to],
  );
}
