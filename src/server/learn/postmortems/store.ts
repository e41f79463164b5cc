import type { Postmortem, PostmortemSummary } from '../../../contract/learn/postmortems.ts';
import { createConditions } from '../../platform/db/conditions.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

type Dates = { dueAt: Date | null; draftedAt: Date; completedAt: Date | null };
export type SummaryRow = Omit<PostmortemSummary, keyof Dates> & Dates;
export type PostmortemRow = Omit<Postmortem, keyof Dates | 'reviewers' | 'missing' | 'writtenAt'> &
  Dates & { isRequested: boolean; writtenAt: Date };

/** Nobody is asked for what another tool left unwritten. */
const isOverdue = `(p.is_required and p.state <> 'completed' and p.due_at < evenkeel.now() and i.kind <> 'imported')`;

const headColumns = `p.incident_id as id, p.form, p.state, p.is_required, p.reasons, p.due_at, p.finding_count, p.drafted_at,
  p.completed_at, p.version,
  coalesce(${isOverdue}, false) as is_overdue,
  jsonb_build_object('id', i.id, 'key', 'INC-' || i.id, 'title', i.title, 'severity', i.severity,
    'resolvedAt', to_char(i.resolved_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as incident,
  case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as owner`;
const joins = 'postmortems p join incidents i on i.id = p.incident_id left join people o on o.id = p.owner_id';

export type PostmortemFilter = {
  state: 'all' | 'unfinished' | 'draft' | 'in_review' | 'completed';
  show: 'all' | 'required' | 'overdue';
  ownerId?: number | undefined;
  teamId?: number | undefined;
  serviceId?: number | undefined;
  factorKey?: string | undefined;
};

export async function listPostmortems(
  db: Queryable,
  filter: PostmortemFilter,
  limit: number,
  cursor: string | undefined,
) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const { values, always, where, text } = createConditions('($1::bigint is null or p.incident_id < $1)', [
    before,
    limit + 1,
  ]);
  if (filter.state === 'unfinished') always(`p.state <> 'completed'`);
  else if (filter.state !== 'all') where('p.state = ?', filter.state);
  if (filter.show === 'required') always('p.is_required');
  else if (filter.show === 'overdue') always(isOverdue);
  where('p.owner_id = ?::bigint', filter.ownerId);
  where('p.incident_id in (select incident_id from incident_services where service_id = ?::bigint)', filter.serviceId);
  where(
    `p.incident_id in (select x.incident_id from incident_services x join services s on s.id = x.service_id
      where s.team_id = ?::bigint)`,
    filter.teamId,
  );
  where('p.factor_keys @> array[?::text]', filter.factorKey);
  const found = await rows<SummaryRow>(
    db,
    `select ${headColumns} from ${joins} where ${text()} order by p.incident_id desc limit $2`,
    values,
  );
  return pageOf(found, limit, ({ id }) => [id]);
}

export async function loadPostmortem(db: Queryable, id: number): Promise<PostmortemRow | null> {
  return row<PostmortemRow>(
    db,
    `select ${headColumns}, p.markdown, v.author as written_by, v.at as written_at, p.is_untouched, p.is_full_impact,
       p.factor_keys, p.no_action_reason, p.is_requested,
       (select count(*) from action_items a where a.incident_id = p.incident_id) as action_item_count,
       (select count(*) from postmortem_comments c
         where c.incident_id = p.incident_id and c.thread_id is null and c.resolved_at is null) as open_comment_count
     from ${joins} join postmortem_versions v on v.incident_id = p.incident_id and v.version = p.version
     where p.incident_id = $1`,
    [id],
  );
}

/** Locks the postmortem: one change comes after the other. */
export async function lockPostmortem(tx: Queryable, id: number): Promise<PostmortemRow | null> {
  const found = await run(tx, 'select from postmortems where incident_id = $1 for update', [id]);
  return found === 0 ? null : loadPostmortem(tx, id);
}

export type NewPostmortem = {
  incidentId: number;
  form: string;
  isRequired: boolean;
  isRequested: boolean;
  reasons: string[];
  ownerId: number | null;
  dueAt: Date | null;
  markdown: string;
  findingCount: number;
};

/** False when the incident has one already. */
export async function insertPostmortem(tx: Queryable, postmortem: NewPostmortem, author: unknown): Promise<boolean> {
  const inserted = await run(
    tx,
    `insert into postmortems (incident_id, form, is_required, is_requested, reasons, owner_id, due_at, markdown, finding_count)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      postmortem.incidentId,
      postmortem.form,
      postmortem.isRequired,
      postmortem.isRequested,
      JSON.stringify(postmortem.reasons),
      postmortem.ownerId,
      postmortem.dueAt,
      postmortem.markdown,
      postmortem.findingCount,
    ],
  );
  if (inserted === 0) return false;
  await insertVersion(tx, postmortem.incidentId, 1, postmortem.markdown, author);
  return true;
}

export async function setDemand(
  tx: Queryable,
  id: number,
  demand: { form: string; isRequired: boolean; isRequested: boolean; reasons: string[]; dueAt: Date | null },
): Promise<void> {
  await run(
    tx,
    'update postmortems set form = $2, is_required = $3, is_requested = $4, reasons = $5, due_at = $6 where incident_id = $1',
    [id, demand.form, demand.isRequired, demand.isRequested, JSON.stringify(demand.reasons), demand.dueAt],
  );
}

/** Stores the next version of the text; returns its number. */
export async function storeText(
  tx: Queryable,
  id: number,
  text: { markdown: string; findingCount: number; isUntouched: boolean },
  author: unknown,
): Promise<number> {
  const updated = await row<{ version: number }>(
    tx,
    `update postmortems set markdown = $2, finding_count = $3, is_untouched = $4, version = version + 1
     where incident_id = $1 returning version`,
    [id, text.markdown, text.findingCount, text.isUntouched],
  );
  // Of drafts that nobody has touched the last one is enough.
  if (text.isUntouched) await run(tx, 'delete from postmortem_versions where incident_id = $1', [id]);
  await insertVersion(tx, id, updated!.version, text.markdown, author);
  return updated!.version;
}

async function insertVersion(tx: Queryable, id: number, version: number, markdown: string, author: unknown) {
  await run(tx, 'insert into postmortem_versions (incident_id, version, markdown, author) values ($1, $2, $3, $4)', [
    id,
    version,
    markdown,
    JSON.stringify(author),
  ]);
}

export async function setDetails(
  tx: Queryable,
  id: number,
  details: {
    ownerId: number | null;
    factorKeys: string[];
    noActionReason: string | null;
    isFullImpact: boolean;
    findingCount: number;
  },
): Promise<void> {
  await run(
    tx,
    `update postmortems set owner_id = $2, factor_keys = $3, no_action_reason = $4, is_full_impact = $5, finding_count = $6
     where incident_id = $1`,
    [id, details.ownerId, details.factorKeys, details.noActionReason, details.isFullImpact, details.findingCount],
  );
}

export async function setState(tx: Queryable, id: number, state: string): Promise<void> {
  await run(
    tx,
    `update postmortems set state = $2, completed_at = case when $2 = 'completed' then evenkeel.now() end
     where incident_id = $1`,
    [id, state],
  );
}

type VersionRow = { version: number; author: { kind: string; name: string }; at: Date; length: number };

export async function listVersions(db: Queryable, id: number, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<VersionRow>(
    db,
    `select version, author, at, length(markdown) as length from postmortem_versions
     where incident_id = $1 and ($2::int is null or version < $2) order by version desc limit $3`,
    [id, before, limit + 1],
  );
  return pageOf(found, limit, ({ version }) => [version]);
}

export async function loadVersion(
  db: Queryable,
  id: number,
  version: number,
): Promise<(VersionRow & { markdown: string }) | null> {
  return row(
    db,
    `select version, author, at, length(markdown) as length, markdown from postmortem_versions
     where incident_id = $1 and version = $2`,
    [id, version],
  );
}
