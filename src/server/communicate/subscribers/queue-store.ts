/** The outbox of mails to subscribers: queued in the transaction of what they tell of. */
import type { ComponentState } from '../../../domain/communicate/status.ts';
import type { UpdateStatus } from '../../../domain/communicate/templates.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import type { ClaimedRow } from '../../respond/outbox/outbox.ts';

/** Of a maintenance whose first version is told of. */
export const firstMoment = 'version 1';

/** @returns how many mails were queued */
export async function queueUpdateMails(tx: Queryable, updateId: number): Promise<number> {
  return run(
    tx,
    `insert into subscriber_mails (subscriber_id, kind, update_id)
     select s.id, 'update', u.id from public_updates u, subscribers s
     where u.id = $1 and s.confirmed_at is not null
       and (s.component_ids = '{}' or s.component_ids && array(
         select c.component_id from public_updates e join public_update_components c on c.update_id = e.id
         where e.incident_id = u.incident_id and e.state = 'published'))
     on conflict do nothing`,
    [updateId],
  );
}

/** @param moment names the change; for one moment everybody gets one mail */
export async function queueMaintenanceMails(tx: Queryable, maintenanceId: number, moment: string): Promise<number> {
  return run(
    tx,
    `insert into subscriber_mails (subscriber_id, kind, maintenance_id, moment)
     select s.id, 'maintenance', $1, $2 from subscribers s
     where s.confirmed_at is not null and (s.component_ids = '{}' or s.component_ids && array(
       select component_id from status_maintenance_components where maintenance_id = $1))
     on conflict do nothing`,
    [maintenanceId, moment],
  );
}

export async function queueOwnMail(tx: Queryable, subscriberId: number, kind: 'confirm' | 'known'): Promise<void> {
  await run(tx, 'insert into subscriber_mails (subscriber_id, kind) values ($1, $2)', [subscriberId, kind]);
}

export type ClaimedMail = ClaimedRow & {
  kind: 'confirm' | 'known' | 'update' | 'maintenance';
  /** For maintenance: which version of it is told of. */
  moment: string;
  subscriberId: number;
  email: string;
  generation: number;
  update: {
    publicId: string;
    status: UpdateStatus;
    title: string;
    body: string;
    /** Epoch milliseconds. */
    nextUpdateAt: number | null;
    components: { name: string; state: ComponentState }[];
  } | null;
  maintenance: {
    publicId: string;
    title: string;
    body: string;
    /** Epoch milliseconds, as is `endsAt`. */
    startsAt: number;
    endsAt: number;
    state: 'scheduled' | 'in-progress' | 'completed' | 'canceled';
    componentNames: string[];
  } | null;
};

/** What claimed rows tell of, as it is now. */
export async function loadMails(db: Queryable, claimed: ClaimedRow[]): Promise<ClaimedMail[]> {
  const found = await rows<Omit<ClaimedMail, 'update' | 'maintenance'> & { updateId: number; maintenanceId: number }>(
    db,
    `select m.id, m.kind, m.moment, m.subscriber_id, m.update_id, m.maintenance_id, s.email, s.generation
     from subscriber_mails m join subscribers s on s.id = m.subscriber_id where m.id = any ($1::bigint[])`,
    [claimed.map(({ id }) => id)],
  );
  const rowById = new Map(claimed.map((row) => [row.id, row]));
  const updates = await loadUpdates(
    db,
    found.map(({ updateId }) => updateId),
  );
  const maintenances = await loadMaintenances(
    db,
    found.map(({ maintenanceId }) => maintenanceId),
  );
  return found.map((mail) => ({
    ...mail,
    ...rowById.get(mail.id)!,
    update: updates.get(mail.updateId) ?? null,
    maintenance: maintenances.get(mail.maintenanceId) ?? null,
  }));
}

async function loadUpdates(db: Queryable, ids: (number | null)[]) {
  const found = await rows<NonNullable<ClaimedMail['update']> & { id: number }>(
    db,
    `select u.id, i.public_id, u.status, u.title, u.body, (extract(epoch from u.next_update_at) * 1000)::bigint as next_update_at,
       coalesce((select jsonb_agg(jsonb_build_object('name', c.name, 'state', uc.state) order by c.position, c.id)
         from public_update_components uc join status_components c on c.id = uc.component_id
         where uc.update_id = u.id), '[]') as components
     from public_updates u join public_incidents i using (incident_id) where u.id = any ($1::bigint[])`,
    [ids.filter((id) => id !== null)],
  );
  return new Map(found.map((one) => [one.id, one]));
}

async function loadMaintenances(db: Queryable, ids: (number | null)[]) {
  const found = await rows<NonNullable<ClaimedMail['maintenance']> & { id: number }>(
    db,
    `select m.id, m.public_id, m.title, m.body, (extract(epoch from m.starts_at) * 1000)::bigint as starts_at,
       (extract(epoch from m.ends_at) * 1000)::bigint as ends_at,
       case when m.canceled_at <= m.starts_at then 'canceled' when m.canceled_at is not null or m.ends_at <= evenkeel.now()
         then 'completed' when m.starts_at <= evenkeel.now() then 'in-progress' else 'scheduled' end as state,
       coalesce((select jsonb_agg(c.name order by c.position, c.id) from status_maintenance_components mc
         join status_components c on c.id = mc.component_id where mc.maintenance_id = m.id), '[]') as component_names
     from status_maintenances m where m.id = any ($1::bigint[])`,
    [ids.filter((id) => id !== null)],
  );
  return new Map(found.map((one) => [one.id, one]));
}

export type PageWords = { title: string; timeZone: string; contact: string };

/** The words of the page that mails need. */
export async function loadPageWords(db: Queryable): Promise<PageWords> {
  return (await row<PageWords>(db, 'select title, time_zone, contact from status_page'))!;
}
