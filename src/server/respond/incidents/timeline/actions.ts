import { problem } from '../../../../contract/errors.ts';
import type { EventData, KindAbout } from '../../../../contract/events/catalogue.ts';
import type { Told } from '../../../../contract/events/incidents.ts';
import { incidentKey } from '../../../../domain/respond/incidents/incident-key.ts';
import type { Actor } from '../../../platform/auth/actor.ts';
import { actorReference } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { requireVersion } from '../../../platform/events/changed-meanwhile.ts';
import { type NewEvent, recordEvent, recordEvents } from '../../../platform/events/record.ts';
import { onIncident } from '../incident/change.ts';
import * as store from './store.ts';

/** Adds to the timeline of an incident within the caller's transaction; returns the id of the timeline event. */
export async function addTimelineEvent(
  tx: Queryable,
  actor: Actor,
  incidentId: number,
  event: store.NewTimelineEvent,
): Promise<number> {
  return store.insertTimelineEvent(tx, incidentId, actorReference(actor), event);
}

/** Events of an incident whose words stand on its timeline. */
export type ToldKind = {
  [Kind in KindAbout<'incident'>]: EventData<Kind> extends Told ? Kind : never;
}[KindAbout<'incident'>];
type TimelineData<Kind extends ToldKind> = Omit<EventData<Kind>, keyof Told>;
export type NewTold<Kind extends ToldKind = ToldKind> = Omit<store.NewTimelineEvent, 'data'> & {
  event: Kind;
} & (object extends TimelineData<Kind> ? { data?: TimelineData<Kind> } : { data: TimelineData<Kind> });

/** Adds to the timeline and records the event row with the same data: what most changes of a room do. */
export async function tell<Kind extends ToldKind>(
  tx: Queryable,
  actor: Actor,
  incidentId: number,
  event: NewTold<Kind>,
): Promise<number> {
  const id = await addTimelineEvent(tx, actor, incidentId, event);
  const data = { ...event.data, timelineEventId: id };
  await recordEvents(tx, actor, [{ kind: event.event, subjectId: incidentId, data } as unknown as NewEvent]);
  return id;
}

export async function addNote(
  ctx: Context,
  incidentId: number,
  note: { text: string; at?: string | undefined; isKey: boolean },
) {
  return onIncident(ctx, incidentId, async (tx) => {
    await refuseFuture(tx, note.at);
    const id = await tell(tx, ctx.actor, incidentId, { ...note, kind: 'note', event: 'incident.noteAdded' });
    return (await store.loadTimelineEvent(tx, incidentId, id))!;
  });
}

/** @throws Problem `not_found` */
export async function readTimelineEvent(db: Queryable, incidentId: number, eventId: number) {
  const event = await store.loadTimelineEvent(db, incidentId, eventId);
  if (!event) throw problem('not_found', `The timeline of ${incidentKey(incidentId)} has no event ${eventId}.`);
  return event;
}

/** Changes the fields that are given. @throws Problem `version_mismatch` */
export async function editTimeline(
  ctx: Context,
  incidentId: number,
  eventId: number,
  edit: { text?: string | undefined; at?: string | undefined; isKey?: boolean | undefined },
  ifMatch?: number,
) {
  return onIncident(ctx, incidentId, async (tx) => {
    const before = await readTimelineEvent(tx, incidentId, eventId);
    await requireVersion(tx, before, ifMatch, 'incident', incidentId, ['incident.timelineEdited']);
    await refuseFuture(tx, edit.at);
    const text = edit.text ?? before.text;
    const at = edit.at === undefined ? before.at : new Date(edit.at);
    const isEdited = text !== before.text || at.getTime() !== before.at.getTime();
    if (isEdited) await store.editTimelineEvent(tx, eventId, { text, at }, actorReference(ctx.actor));
    if (edit.isKey !== undefined) await store.markKeyEvent(tx, eventId, edit.isKey);
    await recordEvent(tx, ctx.actor, 'incident.timelineEdited', incidentId, {
      timelineEventId: eventId,
      before: { text: before.text, at: before.at, isKey: before.isKey },
      after: edit,
    });
    return (await store.loadTimelineEvent(tx, incidentId, eventId))!;
  });
}

/** Nothing on a timeline happened later than in a minute: clocks differ by less. */
async function refuseFuture(tx: Queryable, at: string | undefined): Promise<void> {
  if (at === undefined || new Date(at).getTime() <= (await readNowMs(tx)) + 60_000) return;
  throw problem('invalid_input', 'This is in the future.', [{ path: 'body.at', message: 'It is in the future.' }]);
}
