import { type Queryable, rows } from '../../platform/db/database.ts';

export type ReminderAddress = { contactMethodId: number; settings: string; personName: string; personEmail: string };

/** The first verified mail address of the people who hold the first of these roles that anybody holds. */
export async function listReminderAddresses(
  db: Queryable,
  incidentId: number,
  roles: string[],
): Promise<ReminderAddress[]> {
  return rows(
    db,
    `with holders as (
       select r.person_id, rank() over (order by array_position($2::text[], r.role)) as place
       from incident_roles r where r.incident_id = $1 and r.role = any ($2) and r.renounced_at is null)
     select distinct on (p.id) m.id as contact_method_id, m.settings, p.name as person_name, p.email as person_email
     from holders h join people p on p.id = h.person_id and p.disabled_at is null
     join contact_methods m on m.person_id = p.id and m.channel = 'email' and m.verified_at is not null
       and m.disabled_at is null
     where h.place = 1 order by p.id, m.id limit 20`,
    [incidentId, roles],
  );
}
