/** Who plays, who observes, and what observers wrote. */
import type { RoleKey } from '../../../domain/respond/incidents/roles.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type DrillPerson = {
  drillId: number;
  id: number;
  name: string;
  part: 'player' | 'observer';
  role: RoleKey | null;
};
export type NoteRow = { id: number; at: Date; atSecond: number; text: string; person: { id: number; name: string } };

/** More than ever take part. */
export const mostPeople = 150;
/** More notes than anybody writes in one drill. */
export const mostNotes = 500;

export async function listPeople(db: Queryable, drillIds: number[]): Promise<DrillPerson[]> {
  return rows(
    db,
    `select x.drill_id, p.id, p.name, x.part, x.role from drill_people x join people p on p.id = x.person_id
     where x.drill_id = any ($1::bigint[]) order by x.drill_id, p.name, p.id`,
    [drillIds],
  );
}

/** The name of this person where they observe the drill of this incident. */
export async function loadObserverName(tx: Queryable, incidentId: number, personId: number): Promise<string | null> {
  const found = await row<{ name: string }>(
    tx,
    `select p.name from drills d join drill_people x on x.drill_id = d.id and x.person_id = $2 and x.part = 'observer'
       join people p on p.id = x.person_id where d.incident_id = $1`,
    [incidentId, personId],
  );
  return found?.name ?? null;
}

/** The drill that this incident is, and whether this person observes it. */
export async function loadDrillOfIncident(db: Queryable, incidentId: number, personId: number | null) {
  return row<{ id: number; title: string; observes: boolean }>(
    db,
    `select d.id, d.title, exists (select from drill_people x
       where x.drill_id = d.id and x.person_id = $2 and x.part = 'observer') as observes
     from drills d where d.incident_id = $1`,
    [incidentId, personId],
  );
}

/** False when too many take part. */
export async function putPerson(
  tx: Queryable,
  drillId: number,
  { personId, part, role }: { personId: number; part: 'player' | 'observer'; role: string | null },
): Promise<boolean> {
  const put = await run(
    tx,
    `insert into drill_people (drill_id, person_id, part, role) select $1, $2, $3, $4
     where (select count(*) from drill_people where drill_id = $1 and person_id <> $2) < ${mostPeople}
     on conflict (drill_id, person_id) do update set part = excluded.part, role = excluded.role`,
    [drillId, personId, part, role],
  );
  return put === 1;
}

export async function deletePerson(tx: Queryable, drillId: number, personId: number): Promise<boolean> {
  const deleted = await run(tx, 'delete from drill_people where drill_id = $1 and person_id = $2', [drillId, personId]);
  return deleted === 1;
}

export async function listNotes(db: Queryable, drillId: number): Promise<NoteRow[]> {
  return rows(
    db,
    `select n.id, n.at, n.at_second, n.text, jsonb_build_object('id', p.id, 'name', p.name) as person
     from drill_notes n join people p on p.id = n.person_id where n.drill_id = $1 order by n.id limit ${mostNotes}`,
    [drillId],
  );
}

/** At this second of the drill's clock; null when there are too many. */
export async function insertNote(tx: Queryable, drillId: number, personId: number, atSecond: number, text: string) {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into drill_notes (drill_id, person_id, at_second, text) select $1, $2, $3, $4
     where (select count(*) from drill_notes where drill_id = $1) < ${mostNotes} returning id`,
    [drillId, personId, atSecond, text],
  );
  return inserted?.id ?? null;
}

export async function loadNote(tx: Queryable, drillId: number, id: number) {
  return row<{ personId: number; text: string }>(
    tx,
    'select person_id, text from drill_notes where drill_id = $1 and id = $2',
    [drillId, id],
  );
}

export async function deleteNote(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'delete from drill_notes where id = $1', [id]);
}

export type FollowUpRow = {
  drillId: number;
  drillTitle: string;
  id: number;
  title: string;
  owner: { id: number; name: string } | null;
  dueAt: Date | null;
  isOverdue: boolean;
  state: 'open' | 'done' | 'wont_do';
};

const followUpColumns = `d.id as drill_id, d.title as drill_title, a.id, a.title, a.due_at, a.state,
  coalesce(a.state = 'open' and a.due_at < evenkeel.now(), false) as is_overdue,
  case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as owner`;
const followUpFrom = `drills d join action_items a on a.incident_id = d.incident_id left join people p on p.id = a.owner_id`;

/** The action items of a drill's incident. */
export async function listFollowUps(db: Queryable, drillId: number): Promise<FollowUpRow[]> {
  return rows(db, `select ${followUpColumns} from ${followUpFrom} where d.id = $1 order by a.id limit 100`, [drillId]);
}

/** What earlier drills of the same scenario left open, longest first. */
export async function listStillOpen(db: Queryable, scenarioKey: string, before: number): Promise<FollowUpRow[]> {
  return rows(
    db,
    `select ${followUpColumns} from ${followUpFrom}
     where d.scenario_key = $1 and d.id < $2 and d.state = 'finished' and a.state = 'open' order by a.id limit 50`,
    [scenarioKey, before],
  );
}

/** Who holds which role in the drill's incident now. */
export async function listHolders(db: Queryable, incidentId: number) {
  return rows<{ role: string; id: number; name: string }>(
    db,
    `select r.role, p.id, p.name from incident_roles r join people p on p.id = r.person_id
     where r.incident_id = $1 and r.renounced_at is null order by r.id limit 100`,
    [incidentId],
  );
}
