import type { Schedule, ScheduleInput } from '../../../contract/respond/schedules/schedule.ts';
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { withoutOffsets } from '../../../domain/respond/schedules/rotation/keep-turns.ts';
import type { TurnedLayer } from '../../../domain/respond/schedules/rotation/rotation.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { type NameListQuery, nameList, nameListParameters, pageOfNames } from '../../platform/db/name-list.ts';

export type ScheduleRow = Omit<Schedule, 'createdAt' | 'changedAt'> & { createdAt: Date; changedAt: Date };

const columns = `s.id, s.slug, s.name, s.description, s.team_id, s.time_zone,
  evenkeel.whole_schedule(s.definition, s.at_once) as definition, s.version, s.created_at, s.changed_at, '/feeds/schedules/' || s.feed_key || '.ics' as feed_path,
  coalesce((select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.name, 'disabled', p.disabled_at is not null)
                             order by p.name, p.id)
            from people p
            where p.id in (select person::bigint
                           from jsonb_path_query(s.definition, '$.layers[*].participants[*] ? (@ != null)') as person)),
           '[]') as people`;

const byName = nameList('s.name', 's.slug', 's.id');

export async function listSchedules(
  db: Queryable,
  query: NameListQuery & { teamId?: number | undefined; personId?: number | undefined },
) {
  const found = await rows<ScheduleRow>(
    db,
    `select ${columns} from schedules s
     where ${byName.where} and ($8::bigint is null or s.team_id = $8)
       and ($9::bigint is null
         or jsonb_path_exists(s.definition, '$.layers[*].participants[*] ? (@ == $id)',
                              jsonb_build_object('id', $9::bigint))
         or exists (select from schedule_overrides o
                    where o.person_id = $9 and o.schedule_id = s.id and o.ends_at > evenkeel.now()))
     ${byName.orderAndLimit}`,
    [...nameListParameters(query), query.teamId ?? null, query.personId ?? null],
  );
  return pageOfNames(found.map(asWritten), query, ({ name, id, slug }) => [name, id, slug]);
}

export async function loadSchedule(db: Queryable, id: number): Promise<ScheduleRow | null> {
  const found = await row<ScheduleRow>(db, `select ${columns} from schedules s where s.id = $1`, [id]);
  return found && asWritten(found);
}

/** The definition with how its turns are counted, as what decides who is on call has it. */
export async function loadStoredDefinition(
  db: Queryable,
  id: number,
): Promise<{ timeZone: string; definition: { layers: TurnedLayer[] } } | null> {
  return row(
    db,
    `select time_zone, evenkeel.whole_schedule(definition, at_once) as definition from schedules where id = $1`,
    [id],
  );
}

/** What all schedules say, by name, as it is stored. */
export function listDefinitions(
  db: Queryable,
  limit: number,
): Promise<{ name: string; definition: { layers: TurnedLayer[] } }[]> {
  return rows(
    db,
    `select name, evenkeel.whole_schedule(definition, at_once) as definition from schedules order by name, id limit $1`,
    [limit],
  );
}

function asWritten(schedule: ScheduleRow): ScheduleRow {
  return { ...schedule, definition: withoutOffsets(schedule.definition) };
}

export async function loadScheduleByFeedKey(db: Queryable, feedKey: string): Promise<ScheduleRow | null> {
  const found = await row<ScheduleRow>(db, `select ${columns} from schedules s where s.feed_key = $1`, [feedKey]);
  return found && asWritten(found);
}

export async function insertSchedule(db: Queryable, schedule: ScheduleInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into schedules (slug, name, description, team_id, time_zone, definition, at_once)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    valuesOf(schedule),
  );
  return inserted!.id;
}

/** False when the row is gone or has another version than expected. */
export async function updateSchedule(
  db: Queryable,
  id: number,
  schedule: ScheduleInput,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update schedules set slug = $1, name = $2, description = $3, team_id = $4, time_zone = $5, definition = $6,
       at_once = $7, version = version + 1, changed_at = evenkeel.now()
     where id = $8 and ($9::int is null or version = $9)`,
    [...valuesOf(schedule), id, version ?? null],
  );
  return updated === 1;
}

function valuesOf({ slug, name, description, teamId, timeZone, definition }: ScheduleInput): unknown[] {
  const layers = definition.layers.map(({ atOnce: _atOnce, ...layer }) => layer);
  const atOnce = definition.layers.flatMap((layer) => ((layer.atOnce ?? 1) > 1 ? [[layer.name, layer.atOnce]] : []));
  return [
    ...[slug, name, description, teamId, timeZone],
    ...[JSON.stringify({ layers }), JSON.stringify(Object.fromEntries(atOnce))],
  ];
}

export async function deleteSchedule(db: Queryable, id: number): Promise<boolean> {
  return (await run(db, 'delete from schedules where id = $1', [id])) === 1;
}

/** False when there is no such schedule. */
export async function replaceFeedKey(db: Queryable, id: number, feedKey: string): Promise<boolean> {
  return (await run(db, 'update schedules set feed_key = $2 where id = $1', [id, feedKey])) === 1;
}

/** Says that who is on call has changed, without a new version of the definition. Locks the row. */
export async function markChanged(db: Queryable, id: number): Promise<boolean> {
  return (await run(db, 'update schedules set changed_at = evenkeel.now() where id = $1', [id])) === 1;
}

/** The names of escalation policies that ask this schedule, at most ten. */
export async function policiesAsking(db: Queryable, scheduleId: number): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select name from escalation_policies
     where jsonb_path_exists(coalesce(full_definition, definition), '$.** ? (@.kind == "schedule" && @.id == $id)',
                             jsonb_build_object('id', $1::bigint))
     order by name limit 10`,
    [scheduleId],
  );
  return found.map(({ name }) => name);
}

/** Which of the ids are people, deactivated ones too. */
export async function existingPeople(db: Queryable, personIds: readonly number[]): Promise<Set<number>> {
  const found = await rows<{ id: number }>(db, 'select id from people where id = any ($1::bigint[])', [personIds]);
  return new Set(found.map(({ id }) => id));
}

export async function teamExists(db: Queryable, teamId: number): Promise<boolean> {
  return (await row(db, 'select 1 from teams where id = $1', [teamId])) !== null;
}

/** Names by person id; who is gone has none. */
export async function namesOfPeople(db: Queryable, personIds: Iterable<number>): Promise<Map<number, string>> {
  const ids = [...new Set(personIds)];
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: number; name: string }>(
    db,
    'select id, name from people where id = any ($1::bigint[])',
    [ids],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Schedules on which a person has a turn or an override that is not over; at most `limit`. */
export async function schedulesOfPerson(db: Queryable, personId: number, limit: number) {
  return rows<{ id: number; name: string; timeZone: string; definition: ScheduleDefinition }>(
    db,
    `select id, name, time_zone, evenkeel.whole_schedule(definition, at_once) as definition from schedules s
     where jsonb_path_exists(s.definition, '$.layers[*].participants[*] ? (@ == $person)',
                             jsonb_build_object('person', $1::bigint))
        or exists (select 1 from schedule_overrides o
                   where o.person_id = $1 and o.schedule_id = s.id and o.ends_at > evenkeel.now())
     order by name, id limit $2`,
    [personId, limit],
  );
}
