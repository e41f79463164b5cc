import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';

const presenceSeconds = 15;
/** Somebody who is seen again within this time was there in between: the visit goes on. */
const longestGapSeconds = 120;

export type PresentPerson = { person: { id: number; name: string }; seenAt: Date };

/** Who looks at the room, by name. */
export async function listPresent(db: Queryable, incidentId: number): Promise<PresentPerson[]> {
  return rows(
    db,
    `select jsonb_build_object('id', p.id, 'name', p.name) as person, x.seen_at
     from incident_presence x join people p on p.id = x.person_id
     where x.incident_id = $1 and x.seen_at > evenkeel.now() - make_interval(secs => $2)
     order by p.name, p.id limit 200`,
    [incidentId, presenceSeconds],
  );
}

/** Also keeps how long the person stays. True when they were not there a moment ago. */
export async function markPresent(tx: Queryable, incidentId: number, personId: number): Promise<boolean> {
  const before = await row<{ isFresh: boolean }>(
    tx,
    `select seen_at > evenkeel.now() - make_interval(secs => $3) as is_fresh from incident_presence
     where incident_id = $1 and person_id = $2 for update`,
    [incidentId, personId, presenceSeconds],
  );
  await run(
    tx,
    `insert into incident_presence (incident_id, person_id) values ($1, $2)
     on conflict (incident_id, person_id) do update set seen_at = evenkeel.now()`,
    [incidentId, personId],
  );
  await run(
    tx,
    `with near as (
       update incident_visits set joined_at = least(joined_at, evenkeel.now()), seen_at = greatest(seen_at, evenkeel.now())
       where (incident_id, person_id, joined_at) = (select incident_id, person_id, joined_at from incident_visits
         where incident_id = $1 and person_id = $2 and joined_at <= evenkeel.now() + make_interval(secs => $3)
           and seen_at >= evenkeel.now() - make_interval(secs => $3)
         order by joined_at desc limit 1)
       returning 1)
     insert into incident_visits (incident_id, person_id) select $1, $2 where not exists (select from near)`,
    [incidentId, personId, longestGapSeconds],
  );
  return before?.isFresh !== true;
}
