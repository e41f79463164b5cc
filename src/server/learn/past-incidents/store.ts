import type { IncidentImport } from '../../../contract/learn/past-incidents.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

type Dates = { startedAt: Date; finishedAt: Date | null; undoneAt: Date | null };
export type ImportRow = Omit<IncidentImport, keyof Dates> & Dates;

const columns = `i.id, i.source, i.file_name, i.state, i.settings, i.imported_count, i.duplicate_count, i.refused_count,
  i.started_by, i.started_at, i.finished_at, i.undone_at,
  (select count(*) from imported_incidents x where x.import_id = i.id) as remaining_count`;

export async function listImports(
  db: Queryable,
  source: string | undefined,
  limit: number,
  cursor: string | undefined,
) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<ImportRow>(
    db,
    `select ${columns} from incident_imports i
     where ($1::bigint is null or i.id < $1) and ($2::text is null or i.source = $2) order by i.id desc limit $3`,
    [before, source ?? null, limit + 1],
  );
  return pageOf(found, limit, ({ id }) => [id]);
}

export async function loadImport(db: Queryable, id: number): Promise<ImportRow | null> {
  return row(db, `select ${columns} from incident_imports i where i.id = $1`, [id]);
}

/** Locks it: of one source, one request comes after the other. */
export async function lockImport(tx: Queryable, id: number): Promise<ImportRow | null> {
  const found = await run(tx, 'select from incident_imports where id = $1 for update', [id]);
  return found === 0 ? null : loadImport(tx, id);
}

/** Opens an import; of a source that has an open one, that one. */
export async function openImport(
  tx: Queryable,
  given: { source: string; fileName: string; settings: object; startedBy: object },
): Promise<{ id: number; isNew: boolean }> {
  const opened = await row<{ id: number; isNew: boolean }>(
    tx,
    `insert into incident_imports as i (source, file_name, settings, started_by) values ($1, $2, $3, $4)
     on conflict (source) where state = 'open' do update set file_name = excluded.file_name, settings = excluded.settings
     returning i.id, xmax = 0 as is_new`,
    [given.source, given.fileName, JSON.stringify(given.settings), JSON.stringify(given.startedBy)],
  );
  return opened!;
}

/** The incidents that are here already, by their ids there. */
export async function findKnown(
  db: Queryable,
  source: string,
  externalIds: readonly string[],
): Promise<Map<string, number>> {
  const found = await rows<{ externalId: string; incidentId: number }>(
    db,
    'select external_id, incident_id from imported_incidents where source = $1 and external_id = any ($2::text[])',
    [source, externalIds],
  );
  return new Map(found.map(({ externalId, incidentId }) => [externalId, incidentId]));
}

export async function insertNames(
  tx: Queryable,
  { id, source }: Pick<ImportRow, 'id' | 'source'>,
  named: readonly { externalId: string; incidentId: number }[],
): Promise<void> {
  await run(
    tx,
    `insert into imported_incidents (incident_id, import_id, source, external_id)
     select u.incident_id, $1, $2, u.external_id from unnest($3::bigint[], $4::text[]) u (incident_id, external_id)`,
    [id, source, named.map(({ incidentId }) => incidentId), named.map(({ externalId }) => externalId)],
  );
}

export async function countOutcomes(
  tx: Queryable,
  id: number,
  counts: { imported: number; duplicates: number; refused: number },
): Promise<void> {
  await run(
    tx,
    `update incident_imports set imported_count = imported_count + $2, duplicate_count = duplicate_count + $3,
       refused_count = refused_count + $4 where id = $1`,
    [id, counts.imported, counts.duplicates, counts.refused],
  );
}

export type PastPostmortemRow = {
  incidentId: number;
  isRequired: boolean;
  dueAt: string | null;
  completedAt: string | null;
  markdown: string;
  findingCount: number;
  factorKeys: readonly string[];
};

/** What was written elsewhere; one that was required and never finished stays a draft. */
export async function insertPostmortems(
  tx: Queryable,
  postmortems: readonly PastPostmortemRow[],
  author: object,
): Promise<void> {
  if (postmortems.length === 0) return;
  await run(
    tx,
    `insert into postmortems (incident_id, form, state, is_required, reasons, due_at, markdown, is_untouched,
       finding_count, factor_keys, drafted_at, completed_at)
     select g."incidentId", 'full', case when g."completedAt" is null and g.markdown = '' then 'draft' else 'completed' end,
       g."isRequired", '["It was imported."]', g."dueAt", g.markdown, false, g."findingCount",
       array(select jsonb_array_elements_text(g."factorKeys")),
       coalesce(g."completedAt", (select i.resolved_at from incidents i where i.id = g."incidentId")), g."completedAt"
     from jsonb_to_recordset($1) as g ("incidentId" bigint, "isRequired" boolean, "dueAt" timestamptz,
       "completedAt" timestamptz, markdown text, "findingCount" int, "factorKeys" jsonb)`,
    [JSON.stringify(postmortems)],
  );
  await run(
    tx,
    `insert into postmortem_versions (incident_id, version, markdown, author)
     select u.id, 1, u.markdown, $3 from unnest($1::bigint[], $2::text[]) u (id, markdown)`,
    [
      postmortems.map(({ incidentId }) => incidentId),
      postmortems.map(({ markdown }) => markdown),
      JSON.stringify(author),
    ],
  );
}

/** Recurrences that another tool knew of; one that is not earlier, or was not over by then, is left out. */
export async function insertRecurrences(
  tx: Queryable,
  pairs: readonly { incidentId: number; earlierId: number }[],
  decidedBy: object,
): Promise<void> {
  await run(
    tx,
    `insert into recurrences (incident_id, earlier_incident_id, state, score, reasons, note, decided_at, decided_by)
     select u.id, u.earlier_id, 'confirmed', 100,
       '[{"reason": "person", "points": 100, "explanation": "The tool that it was imported from says so."}]', '',
       i.declared_at, $3
     from unnest($1::bigint[], $2::bigint[]) u (id, earlier_id)
     join incidents i on i.id = u.id join incidents e on e.id = u.earlier_id
     where e.declared_at < i.declared_at and e.resolved_at is not null
     on conflict do nothing`,
    [pairs.map(({ incidentId }) => incidentId), pairs.map(({ earlierId }) => earlierId), JSON.stringify(decidedBy)],
  );
}

/** The next incidents of an import, the last first: what repeats goes before what it repeats. */
export async function listImported(
  tx: Queryable,
  importId: number,
  before: number | null,
  limit: number,
): Promise<{ id: number; title: string }[]> {
  return rows(
    tx,
    `select i.id, i.title from imported_incidents x join incidents i on i.id = x.incident_id
     where x.import_id = $1 and ($2::bigint is null or x.incident_id < $2) order by x.incident_id desc limit $3`,
    [importId, before, limit],
  );
}

/** What an import wrote, and what is suggested or queued by itself. Written postmortems that people changed are kept, and stop it. */
export async function removeLearnt(tx: Queryable, ids: readonly number[]): Promise<void> {
  await run(tx, 'delete from learn_queue where incident_id = any ($1::bigint[])', [ids]);
  await run(
    tx,
    `delete from recurrences where incident_id = any ($1::bigint[])
       or (earlier_incident_id = any ($1::bigint[]) and state <> 'confirmed')`,
    [ids],
  );
  await run(
    tx,
    `delete from postmortems p where p.incident_id = any ($1::bigint[]) and p.version = 1
       and not exists (select from postmortem_comments c where c.incident_id = p.incident_id)
       and not exists (select from postmortem_reviewers r where r.incident_id = p.incident_id)`,
    [ids],
  );
}

export async function setState(tx: Queryable, id: number, state: 'finished' | 'undone'): Promise<void> {
  const column = state === 'finished' ? 'finished_at' : 'undone_at';
  await run(
    tx,
    `update incident_imports set state = $2, ${column} = coalesce(${column}, evenkeel.now()) where id = $1`,
    [id, state],
  );
}
