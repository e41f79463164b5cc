import type { z } from 'zod';
import type { incidentUpdate } from '../../../../contract/respond/incidents/updates.ts';
import { type Queryable, row, rows } from '../../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../../platform/db/paging.ts';

export type UpdateRow = z.input<typeof incidentUpdate> & { id: number; incidentId: number; at: Date };
export type Audience = UpdateRow['audience'];

const columns = 'id, incident_id, audience, status, text, next_update_at, author, approved_by, at';

export async function listUpdates(
  db: Queryable,
  incidentId: number,
  audience: Audience | undefined,
  limit: number,
  cursor: string | undefined,
) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<UpdateRow>(
    db,
    `select ${columns} from incident_updates
     where incident_id = $1 and ($2::text is null or audience = $2) and ($3::bigint is null or id < $3)
     order by id desc limit $4`,
    [incidentId, audience ?? null, before, limit + 1],
  );
  return pageOf(found, limit, (update) => [update.id]);
}

export async function loadUpdate(db: Queryable, id: number): Promise<UpdateRow | null> {
  return row(db, `select ${columns} from incident_updates where id = $1`, [id]);
}

export type NewUpdate = {
  audience: Audience;
  status: UpdateRow['status'];
  text: string;
  nextUpdateAt?: string | Date | null | undefined;
};

export async function insertUpdate(
  tx: Queryable,
  incidentId: number,
  update: NewUpdate & { author: unknown; approvedBy: unknown },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into incident_updates (incident_id, audience, status, text, next_update_at, author, approved_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      incidentId,
      update.audience,
      update.status,
      update.text,
      update.nextUpdateAt ?? null,
      JSON.stringify(update.author),
      update.approvedBy === null ? null : JSON.stringify(update.approvedBy),
    ],
  );
  return inserted!.id;
}
