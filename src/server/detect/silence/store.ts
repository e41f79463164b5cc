import type { SeenAlert } from '../../../domain/detect/wide-silence.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { notes } from '../../platform/settings/registry.ts';
import { removeNote, writeNote } from '../../platform/settings/store.ts';
import { platformSourceSlug } from '../rulebook/rulebook.ts';

const latestAlerts = 500;
const mostReceivers = 200;

/** The latest alerts of the last 30 days, without Evenkeel's own. */
export function listRecentAlerts(db: Queryable): Promise<SeenAlert[]> {
  return rows<SeenAlert>(
    db,
    `select a.title, a.severity, s.slug as source, v.slug as service, v.id as service_id, a.labels,
       s.paused_at is not null as is_from_paused_source
     from (select * from alerts order by id desc limit $1) a
     join sources s on s.id = a.source_id left join services v on v.id = a.service_id
     where s.slug <> $2 and a.triggered_at > evenkeel.now() - interval '30 days'`,
    [latestAlerts, platformSourceSlug],
  );
}

/** Whether anything at all keeps alerts from paging now; on most days nothing does, and no more has to be looked at. */
export async function isAnythingSilenced(db: Queryable): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    db,
    `select exists (select from maintenance_windows where canceled_at is null and ends_at > evenkeel.now()
         and starts_at <= evenkeel.now())
       or exists (select from routes where enabled
         and (outcome->>'suppressReason' is not null or outcome->>'paging' = 'false'))
       or exists (select from sources where paused_at is not null) as found`,
  );
  return found!.found;
}

/** What these maintenance windows are called, the one that ends last first. */
export async function listTitles(db: Queryable, windows: { id: number }[]): Promise<string[]> {
  const found = await rows<{ title: string }>(
    db,
    'select title from maintenance_windows where id = any ($1::bigint[]) order by ends_at desc, id desc limit 200',
    [windows.map(({ id }) => id)],
  );
  return found.map(({ title }) => title);
}

/** Sources that do not take part, by name. */
export function listPausedSources(db: Queryable): Promise<{ name: string; sourceCount: number }[]> {
  return rows(
    db,
    `select name, (select count(*) from sources where slug <> $1 and type <> 'heartbeat') as source_count
     from sources where paused_at is not null and type <> 'heartbeat' order by name limit 200`,
    [platformSourceSlug],
  );
}

export type Owner = { name: string; email: string; timeZone: string };

/** Whom it concerns: admins, and the teams that own services. */
export function listOwners(db: Queryable): Promise<Owner[]> {
  return rows(
    db,
    `select p.name, p.email, p.time_zone from people p where p.disabled_at is null and (p.role = 'admin' or p.id in (
       select m.person_id from team_members m join services s on s.team_id = m.team_id))
     order by p.role <> 'admin', p.id limit $1`,
    [mostReceivers],
  );
}

/** @returns whether it was otherwise before; of several who note the same, one is told so */
export function noteSilence(tx: Queryable, isWide: boolean): Promise<boolean> {
  return isWide ? writeNote(tx, notes.wideSilence, true) : removeNote(tx, notes.wideSilence);
}
