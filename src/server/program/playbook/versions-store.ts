import type { PlaybookSection } from '../../../domain/program/playbook.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

type ActorName = { kind: string; name: string; personId?: number };

export type VersionRow = {
  /** Its number. */
  id: number;
  note: string;
  publishedBy: ActorName;
  publishedAt: Date;
  confirmed: number;
};

const columns = `v.id, v.note, v.published_by, v.published_at,
  (select count(*)::int from playbook_confirmations c where c.version_id = v.id) as confirmed`;

export async function listVersions(db: Queryable, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<VersionRow>(
    db,
    `select ${columns} from playbook_versions v where $1::bigint is null or v.id < $1 order by v.id desc limit $2`,
    [before, limit + 1],
  );
  return pageOf(found, limit, ({ id }) => [id]);
}

export async function loadVersion(db: Queryable, id: number): Promise<VersionRow | null> {
  return row(db, `select ${columns} from playbook_versions v where v.id = $1`, [id]);
}

export async function loadLatest(db: Queryable): Promise<VersionRow | null> {
  return row(db, `select ${columns} from playbook_versions v order by v.id desc limit 1`);
}

export async function loadSections(db: Queryable, id: number): Promise<PlaybookSection[] | null> {
  const found = await row<{ sections: PlaybookSection[] }>(db, 'select sections from playbook_versions where id = $1', [
    id,
  ]);
  return found?.sections ?? null;
}

/** Until the transaction ends nobody else publishes: numbers have no gap, and each differs from the one before it. */
export async function lockVersions(tx: Queryable): Promise<void> {
  await run(tx, 'lock table playbook_versions in share row exclusive mode');
}

export async function insertVersion(
  tx: Queryable,
  { note, sections, by }: { note: string; sections: readonly PlaybookSection[]; by: unknown },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into playbook_versions (id, note, sections, published_by)
     select coalesce(max(id), 0) + 1, $1, $2, $3 from playbook_versions returning id`,
    [note, JSON.stringify(sections), JSON.stringify(by)],
  );
  return inserted!.id;
}

/** False when the person confirmed it before. */
export async function insertConfirmation(tx: Queryable, versionId: number, personId: number): Promise<boolean> {
  const inserted = await run(
    tx,
    'insert into playbook_confirmations (version_id, person_id) values ($1, $2) on conflict do nothing',
    [versionId, personId],
  );
  return inserted === 1;
}
