/** Groups that were merged or split: the alerts of pages that move, what later alerts join, and what undoing gives back. */
import type { GroupPage, Standing } from '../../../domain/respond/regrouping.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import type { RaisedPage, Taken } from '../page-life/merging-store.ts';
import { dedupKeyHash, recountAlerts } from '../pages/opening/opening-store.ts';

/** Opened by alerts, not by hand about an alert: that one asks somebody besides, and stays as it is. */
const isGroup = `p.responder_of is null and exists (select from events e
  where e.subject_kind = 'page' and e.subject_id = p.id and e.kind = 'page.opened' and e.data ? 'alertIds')`;

export type LockedGroup = GroupPage & {
  generation: number;
  alertCount: number;
  /** When its next step runs, epoch ms. */
  dueAt: number | null;
};

/** Locks the pages of the groups that these alerts are in, by id. */
export async function lockGroups(tx: Queryable, alertIds: number[]): Promise<LockedGroup[]> {
  const found = await rows<
    Omit<LockedGroup, 'snoozedUntil' | 'dueAt'> & { snoozedUntil: Date | null; dueAt: Date | null }
  >(
    tx,
    `select p.id, p.state, p.severity, p.urgency, p.kind, p.exhausted_at is not null as is_exhausted, p.asks_admins,
       p.snoozed_until, p.generation, p.alert_count, p.due_at
     from pages p where p.state <> 'resolved' and ${isGroup}
       and p.id in (select page_id from page_alerts where alert_id = any ($1::bigint[]))
     order by p.id for update of p`,
    [alertIds],
  );
  return found.map(({ snoozedUntil, dueAt, ...page }) => ({
    ...page,
    snoozedUntil: snoozedUntil?.getTime() ?? null,
    dueAt: dueAt?.getTime() ?? null,
  }));
}

export type Member = { pageId: number; alertId: number; state: 'triggered' | 'acknowledged' | 'resolved' };

/** The alerts of these pages, at most `limit`. */
export async function listMembers(tx: Queryable, pageIds: number[], limit: number): Promise<Member[]> {
  return rows<Member>(
    tx,
    `select pa.page_id, pa.alert_id, a.state from page_alerts pa join alerts a on a.id = pa.alert_id
     where pa.page_id = any ($1::bigint[]) order by pa.page_id, pa.alert_id limit $2`,
    [pageIds, limit],
  );
}

/** The states of these alerts, of those that are on a page where one is given. */
export async function listStates(
  tx: Queryable,
  alertIds: number[],
  onPage: number | null = null,
): Promise<Standing['alerts']> {
  return rows(
    tx,
    `select id, state from alerts a where id = any ($1::bigint[]) and ($2::bigint is null
       or exists (select from page_alerts pa where pa.page_id = $2 and pa.alert_id = a.id)) order by id`,
    [alertIds, onPage],
  );
}

export type Pair = { pageId: number; alertId: number };

const pairArrays = (pairs: readonly Pair[]) => [pairs.map(({ pageId }) => pageId), pairs.map(({ alertId }) => alertId)];

/** Takes alerts from pages and puts alerts onto pages, whose counts follow. */
export async function changeMembers(tx: Queryable, gone: readonly Pair[], come: readonly Pair[]): Promise<void> {
  await run(
    tx,
    `delete from page_alerts pa using unnest($1::bigint[], $2::bigint[]) as u (page_id, alert_id)
     where pa.page_id = u.page_id and pa.alert_id = u.alert_id`,
    pairArrays(gone),
  );
  await run(
    tx,
    `insert into page_alerts (page_id, alert_id) select * from unnest($1::bigint[], $2::bigint[]) on conflict do nothing`,
    pairArrays(come),
  );
  await recountAlerts(tx, [...new Set([...gone, ...come].map(({ pageId }) => pageId))]);
}

/** A key of what joins a merged group, hex, with the page that it joins; null: it joins none. */
export type JoiningKey = { hash: string; pageId: number | null };

/** The keys by which what arrives later belongs to these pages and alerts, as they stand now. */
export async function listKeys(tx: Queryable, pageIds: number[], alertIds: number[]): Promise<JoiningKey[]> {
  return rows<JoiningKey>(
    tx,
    `with keys as (
       select group_hash as key_hash from pages where id = any ($1::bigint[])
       union select ${dedupKeyHash('a')} from alerts a where id = any ($2::bigint[])
       union select key_hash from merged_keys where page_id = any ($1::bigint[]))
     select encode(k.key_hash, 'hex') as hash, m.page_id from keys k left join merged_keys m on m.key_hash = k.key_hash
     order by k.key_hash`,
    [pageIds, alertIds],
  );
}

export async function setKeys(tx: Queryable, keys: readonly JoiningKey[]): Promise<void> {
  const joining = keys.filter(({ pageId }) => pageId !== null);
  const none = keys.filter(({ pageId }) => pageId === null);
  await run(
    tx,
    `insert into merged_keys (key_hash, page_id) select decode(u.hash, 'hex'), u.page_id
     from unnest($1::text[], $2::bigint[]) as u (hash, page_id) join pages p on p.id = u.page_id order by 1
     on conflict (key_hash) do update set page_id = excluded.page_id`,
    [joining.map(({ hash }) => hash), joining.map(({ pageId }) => pageId)],
  );
  await run(tx, "delete from merged_keys where key_hash in (select decode(h, 'hex') from unnest($1::text[]) as h)", [
    none.map(({ hash }) => hash),
  ]);
}

export async function loadGroupKey(tx: Queryable, alertId: number): Promise<string | null> {
  return (await row<{ groupKey: string | null }>(tx, 'select group_key from alerts where id = $1', [alertId]))!
    .groupKey;
}

/** What undoing gives back. */
export type EarlierGroups = {
  lead: Omit<RaisedPage, 'snoozedUntil'> & { snoozedUntil: number | null };
  ended: (Pick<GroupPage, 'id' | 'state' | 'snoozedUntil'> & { generation?: number; dueAt?: number | null })[];
  members: Pair[];
  taken: Taken[];
  keys: JoiningKey[];
};
export type EarlierGroup = { pageState: 'open' | 'acknowledged'; groupKey: string | null; keys: JoiningKey[] };

export type Regrouping = { id: number; pageId: number; leftAs: Standing; undoneAt: Date | null } & (
  | { kind: 'merge'; earlier: EarlierGroups }
  | { kind: 'split'; earlier: EarlierGroup }
);

/** Its number is needed before it is written down. */
export async function nextRegroupingId(tx: Queryable): Promise<number> {
  const found = await row<{ id: number }>(
    tx,
    "select nextval(pg_get_serial_sequence('evenkeel.regroupings', 'id')) as id",
  );
  return found!.id;
}

export async function insertRegrouping(
  tx: Queryable,
  { id, kind, pageId, earlier, leftAs }: Regrouping,
  by: unknown,
): Promise<void> {
  await run(
    tx,
    `insert into regroupings (id, kind, page_id, earlier, left_as, done_by) overriding system value
     values ($1, $2, $3, $4, $5, $6)`,
    [id, kind, pageId, JSON.stringify(earlier), JSON.stringify(leftAs), JSON.stringify(by)],
  );
}

export async function lockRegrouping(tx: Queryable, id: number): Promise<Regrouping | null> {
  return row<Regrouping>(
    tx,
    'select id, kind, page_id, earlier, left_as, undone_at from regroupings where id = $1 for update',
    [id],
  );
}

export async function markUndone(tx: Queryable, id: number): Promise<Date> {
  const found = await row<{ undoneAt: Date }>(
    tx,
    'update regroupings set undone_at = evenkeel.now() where id = $1 returning undone_at',
    [id],
  );
  return found!.undoneAt;
}

/** Locks pages by id, whatever their state. */
export async function lockPages(tx: Queryable, ids: number[]): Promise<Standing['page'][]> {
  return rows(
    tx,
    'select id, state, generation, severity, alert_count from pages where id = any ($1::bigint[]) order by id for update',
    [ids],
  );
}

/** Pages of an alert that are not resolved, other than `pageId`; opened by alerts. */
export async function listOtherGroups(tx: Queryable, alertId: number, pageId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select p.id from pages p join page_alerts pa on pa.page_id = p.id
     where pa.alert_id = $1 and p.id <> $2 and p.state <> 'resolved' and ${isGroup} order by p.id`,
    [alertId, pageId],
  );
  return found.map(({ id }) => id);
}
