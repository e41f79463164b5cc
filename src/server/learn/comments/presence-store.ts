import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

const presenceSeconds = 15;

export type PresentRow = { person: { id: number; name: string }; section: string | null; seenAt: Date };

/** Who has the postmortem open, by name. */
export function listPresent(db: Queryable, incidentId: number): Promise<PresentRow[]> {
  return rows(
    db,
    `select jsonb_build_object('id', p.id, 'name', p.name) as person, x.section, x.seen_at
     from postmortem_presence x join people p on p.id = x.person_id
     where x.incident_id = $1 and x.seen_at > evenkeel.now() - make_interval(secs => $2)
     order by p.name, p.id limit 200`,
    [incidentId, presenceSeconds],
  );
}

/** True when the person was not there a moment ago. */
export async function markPresent(
  tx: Queryable,
  incidentId: number,
  personId: number,
  section: string | null,
): Promise<boolean> {
  const before = await row<{ isFresh: boolean }>(
    tx,
    `select seen_at > evenkeel.now() - make_interval(secs => $3) as is_fresh from postmortem_presence
     where incident_id = $1 and person_id = $2 for update`,
    [incidentId, personId, presenceSeconds],
  );
  await run(
    tx,
    `insert into postmortem_presence (incident_id, person_id, section) values ($1, $2, $3)
     on conflict (incident_id, person_id) do update set seen_at = evenkeel.now(), section = excluded.section`,
    [incidentId, personId, section],
  );
  return before?.isFresh !== true;
}
