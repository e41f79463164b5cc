/** What merging groups, splitting them and taking both back does to the rows of pages: docs/mechanisms/groups.md. */
import { type Queryable, rows, run } from '../../platform/db/database.ts';
import { groupHashToOpenWith, markOpen, type NewPage } from './life-store.ts';

/** What a page takes over from those that are merged into it, or gives back to them. */
export type RaisedPage = Pick<NewPage, 'severity' | 'urgency' | 'kind'> & { snoozedUntil: Date | null };

export async function setRaised(
  tx: Queryable,
  pageId: number,
  { severity, urgency, kind, snoozedUntil }: RaisedPage,
): Promise<void> {
  await run(tx, 'update pages set severity = $2, urgency = $3, kind = $4, snoozed_until = $5 where id = $1', [
    pageId,
    severity,
    urgency,
    kind,
    snoozedUntil,
  ]);
}

/** Ends pages in another one, which takes over what was merged into them, and whoever was added to them. */
export async function markMerged(tx: Queryable, pageIds: number[], into: number): Promise<void> {
  await run(
    tx,
    `update pages set state = 'resolved', generation = generation + 1, due_at = null, snoozed_until = null,
       resolved_at = evenkeel.now(), merged_into = $2
     where id = any ($1::bigint[]) and state <> 'resolved'`,
    [pageIds, into],
  );
  await run(tx, 'update pages set merged_into = $2 where merged_into = any ($1::bigint[])', [pageIds, into]);
  await run(tx, "update pages set responder_of = $2 where responder_of = any ($1::bigint[]) and state <> 'resolved'", [
    pageIds,
    into,
  ]);
}

/** Whom a page had taken with it when it was merged: pages that had ended in it, and pages of its responders. */
export type Taken = { id: number; mergedInto: number | null; responderOf: number | null };

export async function listTaken(tx: Queryable, pageIds: number[]): Promise<Taken[]> {
  return rows<Taken>(
    tx,
    `select id, merged_into, responder_of from pages where merged_into = any ($1::bigint[])
       or (responder_of = any ($1::bigint[]) and state <> 'resolved') order by id`,
    [pageIds],
  );
}

/** How a page stood before it was merged. `generation` and `dueAt` are missing in what an earlier release wrote. */
export type BeforeMerge = {
  id: number;
  state: 'open' | 'acknowledged';
  snoozedUntil: Date | null;
  generation?: number;
  dueAt?: Date | null;
};

/** Takes a merge back: those that were open go on where they were, those that were acknowledged are so again. */
export async function markUnmerged(tx: Queryable, ended: BeforeMerge[], taken: Taken[]): Promise<void> {
  const of = (wanted: 'open' | 'acknowledged') => ended.filter(({ state }) => state === wanted);
  const idsOf = (pages: { id: number }[]) => pages.map(({ id }) => id);
  await run(tx, 'update pages set merged_into = null where id = any ($1::bigint[])', [idsOf(ended)]);
  const open = of('open');
  await goOn(
    tx,
    open.flatMap(({ id, generation, dueAt = null }) => (generation === undefined ? [] : { id, generation, dueAt })),
  );
  await markOpen(tx, idsOf(open.filter(({ generation }) => generation === undefined)), 'resolved');
  await run(
    tx,
    `update pages p set state = 'acknowledged', resolved_at = null, snoozed_until = e.snoozed_until
     from unnest($1::bigint[], $2::timestamptz[]) as e (id, snoozed_until) where p.id = e.id`,
    [idsOf(of('acknowledged')), of('acknowledged').map(({ snoozedUntil }) => snoozedUntil)],
  );
  await run(
    tx,
    `update pages p set merged_into = t.merged_into, responder_of = t.responder_of
     from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as t (id, merged_into, responder_of) where p.id = t.id`,
    [idsOf(taken), taken.map(({ mergedInto }) => mergedInto), taken.map(({ responderOf }) => responderOf)],
  );
}

/**
 * Opens merged pages in the generation they had: whoever has a message of it is asked already. What was to be sent by then
 * is still to be sent, as is what failed when nobody would have tried another way.
 */
async function goOn(tx: Queryable, pages: { id: number; generation: number; dueAt: Date | null }[]): Promise<void> {
  const ids = pages.map(({ id }) => id);
  const generations = pages.map(({ generation }) => generation);
  await run(
    tx,
    `update notifications n set state = 'pending', outcome = null, finished_at = null,
       due_at = greatest(n.due_at, evenkeel.now())
     from unnest($1::bigint[], $2::int[]) as e (id, generation) join pages p on p.id = e.id
     where n.page_id = p.id and n.generation = e.generation and n.state in ('void', 'failed')
       and n.finished_at >= p.resolved_at`,
    [ids, generations],
  );
  await run(
    tx,
    `update pages p set state = 'open', generation = e.generation, resolved_at = null,
       due_at = case when p.exhausted_at is null then greatest(e.due_at, evenkeel.now()) end, ${groupHashToOpenWith}
     from unnest($1::bigint[], $2::int[], $3::timestamptz[]) as e (id, generation, due_at)
     where p.id = e.id and p.state = 'resolved'`,
    [ids, generations, pages.map(({ dueAt }) => dueAt)],
  );
}

/** A new page is acknowledged from the start, as the one is that its alert was split from: by whom, when, until when. */
export async function markAcknowledgedAs(tx: Queryable, pageId: number, likePageId: number): Promise<void> {
  await run(
    tx,
    `update pages p set state = 'acknowledged', due_at = null, acknowledged_at = l.acknowledged_at,
       acknowledged_by = l.acknowledged_by, snoozed_until = l.snoozed_until
     from pages l where p.id = $1 and l.id = $2`,
    [pageId, likePageId],
  );
}
