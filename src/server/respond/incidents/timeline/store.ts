import type { z } from 'zod';
import type { timelineEvent } from '../../../../contract/respond/incidents/timeline.ts';
import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../../platform/db/paging.ts';

type EventRow = z.input<typeof timelineEvent> & { at: Date; id: number };

const columns = `e.id, e.at, e.recorded_at, e.kind, e.text, e.is_key, e.actor, e.data, e.edited_at, e.edited_by, e.version,
  case when e.original_at is not null then jsonb_build_object('text', e.original_text,
    'at', to_char(e.original_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as original`;

export async function listTimeline(
  db: Queryable,
  incidentId: number,
  query: { show: 'key' | 'everything'; order: 'newest-first' | 'oldest-first' },
  limit: number,
  cursor: string | undefined,
) {
  const [at, id] = decodeCursor(cursor, 2) ?? [null, null];
  const [after, direction] = query.order === 'oldest-first' ? ['>', 'asc'] : ['<', 'desc'];
  const found = await rows<EventRow>(
    db,
    `select ${columns} from timeline_events e
     where e.incident_id = $1 and ($2::timestamptz is null or (e.at, e.id) ${after} ($2, $3::bigint))
       ${query.show === 'key' ? 'and e.is_key' : ''}
     order by e.at ${direction}, e.id ${direction} limit $4`,
    [incidentId, at, id, limit + 1],
  );
  return pageOf(found, limit, (event) => [event.at.toISOString(), event.id]);
}

export async function loadTimelineEvent(db: Queryable, incidentId: number, id: number): Promise<EventRow | null> {
  return row<EventRow>(db, `select ${columns} from timeline_events e where e.incident_id = $1 and e.id = $2`, [
    incidentId,
    id,
  ]);
}

export type NewTimelineEvent = {
  /** declared, lifecycle, severity, role, task, update, checklist, alert, page, instant, reminder, note … */
  kind: string;
  text: string;
  isKey?: boolean;
  /** When it happened; now when left out. */
  at?: Date | string | undefined;
  data?: Record<string, unknown>;
};

export async function insertTimelineEvent(
  tx: Queryable,
  incidentId: number,
  actor: unknown,
  event: NewTimelineEvent,
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into timeline_events (incident_id, at, kind, text, is_key, actor, data)
     values ($1, coalesce($2::timestamptz, evenkeel.now()), $3, $4, $5, $6, $7) returning id`,
    [
      incidentId,
      event.at ?? null,
      event.kind,
      event.text,
      event.isKey ?? false,
      JSON.stringify(actor),
      JSON.stringify(event.data ?? {}),
    ],
  );
  return inserted!.id;
}

/** Changes text or time; the first edit keeps how it read before. */
export async function editTimelineEvent(
  tx: Queryable,
  id: number,
  edit: { text: string; at: Date | string },
  editedBy: unknown,
): Promise<void> {
  await run(
    tx,
    `update timeline_events set original_text = coalesce(original_text, text), original_at = coalesce(original_at, at),
       text = $2, at = $3, edited_at = evenkeel.now(), edited_by = $4, version = version + 1
     where id = $1`,
    [id, edit.text, edit.at, JSON.stringify(editedBy)],
  );
}

export async function markKeyEvent(tx: Queryable, id: number, isKey: boolean): Promise<void> {
  await run(tx, 'update timeline_events set is_key = $2, version = version + 1 where id = $1', [id, isKey]);
}
