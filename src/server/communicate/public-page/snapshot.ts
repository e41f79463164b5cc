/** All that the public may know, read in one go. Nothing that is not selected here can ever reach a public output. */

import type { ComponentState } from '../../../domain/communicate/status.ts';
import type { UpdateStatus } from '../../../domain/communicate/templates.ts';
import { type Database, type Queryable, row, rows, transaction } from '../../platform/db/database.ts';
import { notes } from '../../platform/settings/registry.ts';

/** Instants are epoch milliseconds. */
export type PublicSnapshot = {
  takenAt: number;
  /** All of it is made up. */
  isDemo: boolean;
  page: { title: string; intro: string; timeZone: string; contact: string; enabled: boolean };
  components: PublicComponent[];
  /** Newest first. */
  incidents: PublicIncidentFacts[];
  /** By start. */
  maintenances: PublicMaintenanceFacts[];
};

export type PublicComponent = {
  slug: string;
  name: string;
  description: string;
  groupName: string;
  observedFrom: number;
  changedAt: number;
};

export type PublicUpdateFacts = {
  at: number;
  status: UpdateStatus;
  title: string;
  /** Markdown. */
  body: string;
  nextUpdateAt: number | null;
  components: { componentId: string; state: ComponentState }[];
};

export type PublicIncidentFacts = {
  id: string;
  /** Oldest first. */
  updates: PublicUpdateFacts[];
};

export type PublicMaintenanceFacts = {
  id: string;
  title: string;
  body: string;
  startsAt: number;
  endsAt: number;
  canceledAt: number | null;
  componentIds: string[];
  createdAt: number;
  changedAt: number;
};

/** Days of history that bars and uptime need. */
export const historyDays = 90;
const mostIncidents = 500;
const mostUpdates = 100;

const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

/** What the page shows changed when this text did. */
export async function readVersion(db: Queryable): Promise<{ version: string; now: number }> {
  const found = await row<{ version: string; now: number }>(
    db,
    `select version || '.' || content_version as version, ${milliseconds('evenkeel.now()')} as now from status_page`,
  );
  return found!;
}

export async function takeSnapshot(db: Database): Promise<PublicSnapshot> {
  return transaction(db, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const page = await row<PublicSnapshot['page'] & Pick<PublicSnapshot, 'takenAt' | 'isDemo'>>(
      tx,
      `select title, intro, time_zone, contact, enabled, ${milliseconds('evenkeel.now()')} as taken_at,
         exists (select from settings where name = '${notes.demo}') as is_demo from status_page`,
    );
    const { takenAt, isDemo, ...settings } = page!;
    return {
      takenAt,
      isDemo,
      page: settings,
      components: await readComponents(tx),
      incidents: await readIncidents(tx),
      maintenances: await readMaintenances(tx),
    };
  });
}

function readComponents(tx: Queryable): Promise<PublicComponent[]> {
  return rows<PublicComponent>(
    tx,
    `select slug, name, description, group_name, ${milliseconds('observed_from')} as observed_from,
       ${milliseconds('created_at')} as changed_at from status_components order by position, id limit 200`,
  );
}

/** Those the public still follows, and those of the last days. */
async function readIncidents(tx: Queryable): Promise<PublicIncidentFacts[]> {
  return rows<PublicIncidentFacts>(
    tx,
    `with last as (
       select distinct on (incident_id) incident_id, status, published_at, id from public_updates
       where state = 'published' order by incident_id, published_at desc, id desc),
     shown as (
       select i.incident_id, i.public_id, l.published_at, l.id from last l join public_incidents i using (incident_id)
       where l.status <> 'resolved' or l.published_at > evenkeel.now() - interval '${historyDays + 1} days'
       order by (l.status = 'resolved'), l.published_at desc limit ${mostIncidents})
     select s.public_id as id, u.updates from shown s
     cross join lateral (
       select jsonb_agg(jsonb_build_object('at', ${milliseconds('n.published_at')}, 'status', n.status, 'title', n.title,
           'body', n.body, 'nextUpdateAt', ${milliseconds('n.next_update_at')}, 'components', n.components)
         order by n.published_at, n.id) as updates
       from (
         select p.*, coalesce((select jsonb_agg(jsonb_build_object('componentId', c.slug, 'state', pc.state) order by c.id)
             from public_update_components pc join status_components c on c.id = pc.component_id
             where pc.update_id = p.id), '[]') as components
         from public_updates p where p.incident_id = s.incident_id and p.state = 'published'
         order by p.published_at desc, p.id desc limit ${mostUpdates}) n) u
     order by s.published_at desc, s.id desc`,
  );
}

function readMaintenances(tx: Queryable): Promise<PublicMaintenanceFacts[]> {
  return rows<PublicMaintenanceFacts>(
    tx,
    `select m.public_id as id, m.title, m.body, ${milliseconds('m.starts_at')} as starts_at,
       ${milliseconds('m.ends_at')} as ends_at, ${milliseconds('m.canceled_at')} as canceled_at,
       ${milliseconds('m.created_at')} as created_at, ${milliseconds('m.changed_at')} as changed_at,
       coalesce((select jsonb_agg(c.slug order by c.position, c.id) from status_maintenance_components mc
         join status_components c on c.id = mc.component_id where mc.maintenance_id = m.id), '[]') as component_ids
     from status_maintenances m where m.ends_at > evenkeel.now() - interval '${historyDays + 1} days'
     order by m.starts_at, m.id limit 500`,
  );
}
