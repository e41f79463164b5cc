import { type EventData, type EventKind, specOf } from '../../../contract/events/catalogue.ts';
import type { NoData } from '../../../contract/events/event.ts';
import type { Actor } from '../auth/actor.ts';
import { type Queryable, send } from '../db/database.ts';
import { announce } from './recorded.ts';

/** Events of kinds that need not carry anything may leave their data out. */
type Carried<Kind extends EventKind> =
  NoData extends EventData<Kind> ? { data?: EventData<Kind> } : { data: EventData<Kind> };

/** One event of one of the kinds; what it is about follows from its kind. */
export type NewEvent<Kind extends EventKind = EventKind> = {
  [Each in Kind]: {
    kind: Each;
    subjectId: number | null;
    /** When not the actor of the whole call. */
    actor?: Actor;
  } & Carried<Each>;
}[Kind];

/** Writes event rows; call it in the transaction of the change they tell of. */
export async function recordEvents(db: Queryable, actor: Actor, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  announce(db, actor, events);
  await send(db, {
    name: 'record-events',
    text: `insert into events (kind, subject_kind, subject_id, actor, data)
           select e.kind, e.subject_kind, e.subject_id, e.actor, e.data
           from unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[], $5::jsonb[]) as e (kind, subject_kind, subject_id, actor, data)`,
    values: [
      events.map((event) => event.kind),
      events.map((event) => specOf(event.kind).subject),
      events.map((event) => event.subjectId),
      events.map((event) => JSON.stringify(event.actor ?? actor)),
      events.map((event) => JSON.stringify(event.data ?? {})),
    ],
  });
}

/**
 * Writes one event row: `recordEvent(tx, ctx.actor, 'team.created', id, { after: input })`.
 * @param subjectId of what the kind is about; null where there is one only
 */
export async function recordEvent<Kind extends EventKind>(
  db: Queryable,
  actor: Actor,
  kind: Kind,
  subjectId: number | null,
  ...[data]: NoData extends EventData<Kind> ? [data?: EventData<Kind>] : [data: EventData<Kind>]
): Promise<void> {
  await recordEvents(db, actor, [{ kind, subjectId, data } as NewEvent]);
}
