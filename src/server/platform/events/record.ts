import type { Actor } from '../auth/actor.ts';
import type { Queryable } from '../db/database.ts';

export type NewEvent = {
  /** `noun.pastVerb`, for example `alert.acknowledged`. */
  kind: string;
  subjectKind: string;
  subjectId: number | null;
  data?: Record<string, unknown>;
  /** When not the actor of the whole call. */
  actor?: Actor;
};

/** Writes event rows; call it in the transaction of the change they tell of. */
export async function recordEvents(db: Queryable, actor: Actor, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await db.query({
    name: 'record-events',
    text: `insert into events (kind, subject_kind, subject_id, actor, data)
           select e.kind, e.subject_kind, e.subject_id, e.actor, e.data
           from unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[], $5::jsonb[]) as e (kind, subject_kind, subject_id, actor, data)`,
    values: [
      events.map((event) => event.kind),
      events.map((event) => event.subjectKind),
      events.map((event) => event.subjectId),
      events.map((event) => JSON.stringify(event.actor ?? actor)),
      events.map((event) => JSON.stringify(event.data ?? {})),
    ],
  });
}

export async function recordEvent(db: Queryable, actor: Actor, event: NewEvent): Promise<void> {
  await recordEvents(db, actor, [event]);
}
