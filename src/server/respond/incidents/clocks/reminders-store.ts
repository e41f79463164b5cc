import { type Queryable, rows, run } from '../../../platform/db/database.ts';
import { accountChannel } from '../../channels/registry.ts';
import { isKeptFor, sandboxOfIncident } from '../../sandbox/sandbox-sql.ts';

export type NewReminder = { incidentId: number; timer: string; dueAt: Date; subject: string; text: string };

/** The people who hold the first of these roles that anybody holds, and the sandbox that keeps what is sent to them. */
export async function listReminded(tx: Queryable, incidentId: number, roles: string[]) {
  return rows<{ personId: number; name: string; keptIn: number | null }>(
    tx,
    `with holders as (
       select r.person_id, rank() over (order by array_position($2::text[], r.role)) as place
       from incident_roles r where r.incident_id = $1 and r.role = any ($2) and r.renounced_at is null)
     select distinct p.id as person_id, p.name,
       case when ${isKeptFor('b.sandbox_id', 'p.id')} then b.sandbox_id end as kept_in
     from holders h join people p on p.id = h.person_id and p.disabled_at is null
       cross join (select ${sandboxOfIncident('i')} as sandbox_id from incidents i where i.id = $1) b
     where h.place = 1 order by p.id`,
    [incidentId, roles],
  );
}

export async function queueReminders(tx: Queryable, reminder: NewReminder, personIds: readonly number[]) {
  const { incidentId, timer, dueAt, subject, text } = reminder;
  await run(
    tx,
    `insert into reminder_mails (incident_id, timer, timer_due_at, subject, text, person_id)
     select $1::bigint, $3, $4::timestamptz, $5, $6, id from unnest($2::bigint[]) as p (id)
     on conflict do nothing`,
    [incidentId, personIds, timer, dueAt, subject, text],
  );
}

export type QueuedReminder = {
  id: number;
  incidentId: number;
  timer: string;
  timerDueAt: Date;
  subject: string;
  text: string;
  personName: string;
  personEmail: string;
  isDisabled: boolean;
  isOver: boolean;
  /** The person's first verified mail address; null when there is none. */
  contactMethodId: number | null;
  settings: string | null;
};

export async function loadReminders(db: Queryable, ids: number[]): Promise<QueuedReminder[]> {
  return rows(
    db,
    `select r.id, r.incident_id, r.timer, r.timer_due_at, r.subject, r.text, p.name as person_name,
       p.email as person_email, p.disabled_at is not null as is_disabled,
       i.lifecycle in ('resolved', 'closed') as is_over, m.id as contact_method_id, m.settings
     from reminder_mails r join incidents i on i.id = r.incident_id join people p on p.id = r.person_id
     left join lateral (
       select id, settings from contact_methods where person_id = p.id and channel = $2
         and verified_at is not null and disabled_at is null order by id limit 1) m on true
     where r.id = any ($1::bigint[])`,
    [ids, accountChannel],
  );
}
