/** Who has acknowledged a page that everybody whom a step asked must acknowledge, while it is still open. */
import { preparedRows, type Queryable, rows } from '../../platform/db/database.ts';
import { withdrawDecline } from './life-store.ts';

/** By page: those who have acknowledged it in its generation. */
export async function loadAcknowledgedBy(tx: Queryable, pageIds: number[]): Promise<Map<number, Set<number>>> {
  const by = new Map<number, Set<number>>();
  if (pageIds.length === 0) return by;
  const found = await preparedRows<{ pageId: number; personId: number }>(
    tx,
    'load-acknowledged-by',
    `select a.page_id, a.person_id from page_acknowledgements a join pages p on p.id = a.page_id
     where a.page_id = any ($1::bigint[]) and a.generation = p.generation`,
    [pageIds],
  );
  for (const { pageId, personId } of found) by.set(pageId, (by.get(pageId) ?? new Set()).add(personId));
  return by;
}

/**
 * Everybody whom page `p` waits for or has heard from: those it has asked in this generation in a step that all of them
 * must acknowledge, without whoever declined or can no longer sign in. Page and person.
 */
const askedTogether = `select distinct p.id as page_id, p.generation, n.person_id
  from pages p join notifications n on n.page_id = p.id and n.generation = p.generation
  join people asked on asked.id = n.person_id and asked.disabled_at is null
  where p.state = 'open' and p.full_policy->'steps'->n.step_index->>'acknowledgedBy' = 'everyone'
    and n.person_id <> all (p.declined_by)`;

/** Those a page still waits for, and those who have acknowledged it. */
export type Together = { pageId: number; isNew: boolean; waitingFor: number[] };

/**
 * Writes down that a person acknowledges those of the open pages that asked them in a step which everybody must
 * acknowledge; whoever had declined takes that back. Returns these pages, locked, with the people who have not; nobody:
 * the page ends.
 */
export async function acknowledgeTogether(tx: Queryable, pageIds: number[], personId: number): Promise<Together[]> {
  const asking = await rows<{ id: number }>(
    tx,
    `select id from pages where id = any ($1::bigint[]) and state = 'open'
       and full_policy @? '$.steps[*] ? (@.acknowledgedBy == "everyone")'
     order by id for update`,
    [pageIds],
  );
  if (asking.length === 0) return [];
  await withdrawDecline(
    tx,
    asking.map(({ id }) => id),
    personId,
  );
  const written = await rows<{ pageId: number }>(
    tx,
    `insert into page_acknowledgements (page_id, generation, person_id)
     select a.page_id, a.generation, a.person_id from (${askedTogether} and p.id = any ($1::bigint[])) a
     where a.person_id = $2 on conflict do nothing returning page_id`,
    [pageIds, personId],
  );
  const isNew = new Set(written.map(({ pageId }) => pageId));
  const found = await rows<Omit<Together, 'isNew'>>(
    tx,
    `select a.page_id, coalesce(array_agg(a.person_id order by a.person_id) filter (where d.person_id is null), '{}') as waiting_for
     from (${askedTogether} and p.id = any ($1::bigint[])) a
     left join page_acknowledgements d on (d.page_id, d.generation, d.person_id) = (a.page_id, a.generation, a.person_id)
     group by a.page_id having bool_or(a.person_id = $2)`,
    [pageIds, personId],
  );
  return found.map((page) => ({ ...page, isNew: isNew.has(page.pageId) }));
}

/** Who has acknowledged an open page and who has yet to, of those who must all do so; in the order of their names. */
export function listAskedTogether(
  db: Queryable,
  pageId: number,
): Promise<{ id: number; name: string; acknowledgedAt: Date | null }[]> {
  return rows(
    db,
    `select pe.id, pe.name, d.at as acknowledged_at from (${askedTogether} and p.id = $1) a
     join people pe on pe.id = a.person_id
     left join page_acknowledgements d on (d.page_id, d.generation, d.person_id) = (a.page_id, a.generation, a.person_id)
     order by pe.name, pe.id limit 200`,
    [pageId],
  );
}
