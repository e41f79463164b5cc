import type { Subscriber } from '../../../contract/communicate/subscribers.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

type SubscriberRow = Omit<Subscriber, 'confirmedAt' | 'createdAt'> & { confirmedAt: Date | null; createdAt: Date };

/** How long a link to confirm works. */
export const confirmHours = 48;

export async function listSubscribers(
  db: Queryable,
  query: { limit: number; cursor?: string | undefined; email?: string | undefined },
) {
  const [id] = decodeCursor(query.cursor, 1) ?? [null];
  const found = await rows<SubscriberRow>(
    db,
    `select id, email, to_jsonb(component_ids) as component_ids, confirmed_at, created_at,
       case when confirmed_at is null then 'asked' else 'confirmed' end as state from subscribers
     where ($1::bigint is null or id < $1) and ($2::text is null or strpos(email, lower($2)) > 0)
     order by id desc limit $3`,
    [id, query.email ?? null, query.limit + 1],
  );
  return pageOf(found, query.limit, (one) => [one.id]);
}

export async function countConfirmed(db: Queryable): Promise<number> {
  return (await row<{ count: number }>(db, 'select count(*) as count from subscribers where confirmed_at is not null'))!
    .count;
}

export type Asked = { id: number; kind: 'confirm' | 'known' | null };

/**
 * Notes that somebody asked for mails to an address, and says which mail is due: one to confirm, one that tells that
 * the address is known with the link to manage it, or none because that one went out a moment ago.
 */
export async function noteAsked(db: Queryable, email: string, componentIds: number[]): Promise<Asked> {
  const asked = await row<Asked>(
    db,
    `insert into subscribers as s (email, wanted_component_ids) values ($1, $2)
     on conflict (email) do update set
       wanted_component_ids = case when s.confirmed_at is null then excluded.wanted_component_ids else s.wanted_component_ids end,
       generation = s.generation + case when s.confirmed_at is null then 1 else 0 end,
       asked_at = evenkeel.now()
     where case when s.confirmed_at is null then s.asked_at < evenkeel.now() - interval '5 minutes'
       else not exists (select from subscriber_mails m where m.subscriber_id = s.id and m.kind = 'known'
         and m.created_at > evenkeel.now() - interval '1 hour') end
     returning id, case when confirmed_at is null then 'confirm' else 'known' end as kind`,
    [email, componentIds],
  );
  return asked ?? { id: 0, kind: null };
}

export type SubscriberState = { id: number; email: string; isConfirmed: boolean; componentIds: number[] };

/** The one a link to confirm was made for, while it works. */
export async function findToConfirm(db: Queryable, id: number, generation: number): Promise<SubscriberState | null> {
  return row<SubscriberState>(
    db,
    `select id, email, confirmed_at is not null as is_confirmed, to_jsonb(component_ids) as component_ids from subscribers
     where id = $1 and generation = $2 and (confirmed_at is not null or asked_at > evenkeel.now() - interval '${confirmHours} hours')`,
    [id, generation],
  );
}

export async function confirm(db: Queryable, id: number, generation: number): Promise<boolean> {
  const confirmed = await run(
    db,
    `update subscribers set component_ids = wanted_component_ids, confirmed_at = evenkeel.now()
     where id = $1 and generation = $2 and confirmed_at is null
       and asked_at > evenkeel.now() - interval '${confirmHours} hours'`,
    [id, generation],
  );
  return confirmed === 1;
}

export async function loadConfirmed(db: Queryable, id: number): Promise<SubscriberState | null> {
  return row<SubscriberState>(
    db,
    `select id, email, true as is_confirmed, to_jsonb(component_ids) as component_ids from subscribers
     where id = $1 and confirmed_at is not null`,
    [id],
  );
}

export async function setComponents(db: Queryable, id: number, componentIds: number[]): Promise<void> {
  await run(db, 'update subscribers set component_ids = $2 where id = $1', [id, componentIds]);
}

export async function deleteSubscriber(db: Queryable, id: number): Promise<boolean> {
  return (await run(db, 'delete from subscribers where id = $1', [id])) === 1;
}

export async function componentIdsOf(db: Queryable, slugs: string[]): Promise<number[]> {
  const found = await rows<{ id: number }>(db, 'select id from status_components where slug = any ($1::text[])', [
    slugs,
  ]);
  return found.map(({ id }) => id);
}

export async function forgetUnconfirmed(db: Queryable): Promise<void> {
  await run(
    db,
    `delete from subscribers where confirmed_at is null and asked_at < evenkeel.now() - interval '${confirmHours} hours'`,
  );
}
