import type { PublicUpdate, PublicValues } from '../../../contract/communicate/public-updates.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type UpdateRow = Omit<PublicUpdate, 'nextUpdateAt' | 'draftedAt' | 'publishedAt' | 'address' | 'findings'> & {
  publicId: string;
  nextUpdateAt: Date | null;
  draftedAt: Date;
  publishedAt: Date | null;
};

const columns = `u.id, u.incident_id, i.public_id, u.situation, u.status, u.title, u.body, u.next_update_at, u.state, u.drafted_by,
  u.drafted_at, u.published_by, u.published_at, u.version,
  coalesce((select jsonb_agg(jsonb_build_object('componentId', c.component_id, 'state', c.state) order by c.component_id)
    from public_update_components c where c.update_id = u.id), '[]') as components,
  (select jsonb_build_object('waiting', count(*) filter (where m.state in ('pending', 'sending')),
      'sent', count(*) filter (where m.state = 'sent'), 'failed', count(*) filter (where m.state in ('failed', 'void')))
    from subscriber_mails m where m.update_id = u.id) as mails`;
const joined = 'public_updates u join public_incidents i using (incident_id)';

export async function listUpdates(db: Queryable, incidentId: number, limit: number, cursor: string | undefined) {
  const [id] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<UpdateRow>(
    db,
    `select ${columns} from ${joined} where u.incident_id = $1 and u.state <> 'discarded'
       and ($2::bigint is null or u.id < $2) order by u.id desc limit $3`,
    [incidentId, id, limit + 1],
  );
  return pageOf(found, limit, (one) => [one.id]);
}

export async function loadUpdate(db: Queryable, id: number): Promise<UpdateRow | null> {
  return row<UpdateRow>(db, `select ${columns} from ${joined} where u.id = $1`, [id]);
}

/** Locks it until the transaction ends: of two who approve at once, one does. */
export async function lockUpdate(tx: Queryable, id: number): Promise<UpdateRow | null> {
  await run(tx, 'select from public_updates where id = $1 for update', [id]);
  return loadUpdate(tx, id);
}

export type KnownIncident = { publicId: string; values: PublicValues };

/** The incident as the public knows it, made when there is none, with `values` added to those typed before. */
export async function rememberValues(
  tx: Queryable,
  incidentId: number,
  publicId: string,
  values: PublicValues,
): Promise<KnownIncident> {
  const known = await row<KnownIncident>(
    tx,
    `insert into public_incidents as i (incident_id, public_id, values) values ($1, $2, $3)
     on conflict (incident_id) do update set values = i.values || excluded.values returning public_id, values`,
    [incidentId, publicId, JSON.stringify(values)],
  );
  return known!;
}

export async function loadKnown(db: Queryable, incidentId: number): Promise<KnownIncident | null> {
  return row<KnownIncident>(db, 'select public_id, values from public_incidents where incident_id = $1', [incidentId]);
}

export type Told = Pick<PublicUpdate, 'status' | 'title'> & {
  components: { componentId: number; name: string; state: PublicUpdate['components'][number]['state'] }[];
};

/** The last published update, with the latest word on every component; null while nothing is published. */
export async function loadTold(db: Queryable, incidentId: number): Promise<Told | null> {
  return row<Told>(
    db,
    `select u.status, u.title, coalesce((
       select jsonb_agg(jsonb_build_object('componentId', c.id, 'name', c.name,
           'state', case when u.status = 'resolved' then 'operational' else said.state end) order by c.position, c.id)
       from (select distinct on (uc.component_id) uc.component_id, uc.state
             from public_updates e join public_update_components uc on uc.update_id = e.id
             where e.incident_id = u.incident_id and e.state = 'published'
             order by uc.component_id, e.published_at desc, e.id desc) said
         join status_components c on c.id = said.component_id), '[]') as components
     from public_updates u where u.incident_id = $1 and u.state = 'published'
     order by u.published_at desc, u.id desc limit 1`,
    [incidentId],
  );
}

export type DraftRow = {
  incidentId: number;
  situation: string;
  status: string;
  title: string;
  body: string;
  nextUpdateAt: Date | string | null;
  draftedBy: unknown;
};

export async function insertDraft(tx: Queryable, draft: DraftRow): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into public_updates (incident_id, situation, status, title, body, next_update_at, drafted_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      draft.incidentId,
      draft.situation,
      draft.status,
      draft.title,
      draft.body,
      draft.nextUpdateAt,
      JSON.stringify(draft.draftedBy),
    ],
  );
  return inserted!.id;
}

export async function replaceComponents(
  tx: Queryable,
  updateId: number,
  changes: { componentId: number; state: string }[],
): Promise<void> {
  await run(tx, 'delete from public_update_components where update_id = $1', [updateId]);
  await run(
    tx,
    `insert into public_update_components (update_id, component_id, state)
     select $1, c.component_id, c.state from unnest($2::bigint[], $3::text[]) as c (component_id, state)`,
    [updateId, changes.map(({ componentId }) => componentId), changes.map(({ state }) => state)],
  );
}

export async function editDraft(
  tx: Queryable,
  id: number,
  edit: { status: string; title: string; body: string; nextUpdateAt: string | null },
): Promise<void> {
  await run(
    tx,
    `update public_updates set status = $2, title = $3, body = $4, next_update_at = $5, version = version + 1
     where id = $1 and state = 'draft'`,
    [id, edit.status, edit.title, edit.body, edit.nextUpdateAt],
  );
}

export async function discardDraft(tx: Queryable, id: number): Promise<void> {
  await run(tx, "update public_updates set state = 'discarded', version = version + 1 where id = $1", [id]);
}

export async function markPublished(
  tx: Queryable,
  id: number,
  publishedBy: unknown,
  incidentUpdateId: number,
): Promise<void> {
  await run(
    tx,
    `update public_updates set state = 'published', published_by = $2, published_at = evenkeel.now(),
       incident_update_id = $3, version = version + 1 where id = $1`,
    [id, JSON.stringify(publishedBy), incidentUpdateId],
  );
}

/** What every component was said to be, by the published updates of one incident. */
export async function namedComponents(db: Queryable, incidentId: number): Promise<{ id: number; name: string }[]> {
  return rows(
    db,
    `select c.id, c.name from status_components c where c.id in (
       select uc.component_id from public_updates u join public_update_components uc on uc.update_id = u.id
       where u.incident_id = $1 and u.state = 'published') order by c.position, c.id`,
    [incidentId],
  );
}

export async function componentNames(db: Queryable, ids: number[]): Promise<{ id: number; name: string }[]> {
  return rows(db, 'select id, name from status_components where id = any ($1::bigint[]) order by position, id', [ids]);
}

const mostNames = 5_000;

/** Names that customers do not know, and those of colleagues. */
export async function loadInternalNames(db: Queryable): Promise<{ slugs: string[]; people: string[] }> {
  const slugs = await rows<{ slug: string }>(
    db,
    `(select slug from services limit ${mostNames}) union (select slug from teams limit ${mostNames})
     union (select slug from sources limit ${mostNames})`,
  );
  const people = await rows<{ name: string }>(db, `select name from people limit ${mostNames}`);
  return { slugs: slugs.map(({ slug }) => slug), people: people.map(({ name }) => name) };
}

export async function loadPublicNames(db: Queryable): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select name from status_components union select title from status_page
     union select contact from status_page where contact <> ''`,
  );
  return found.map(({ name }) => name);
}
