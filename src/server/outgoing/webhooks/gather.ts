/**
 * Reads the event log and queues what each webhook is to be told. The deliveries and the place in the log are written
 * in one transaction, so a crash at any point loses no event and queues none twice.
 */
import type { Logger } from 'pino';
import { currentEvent, type EventKind, stageOfKind } from '../../../contract/events/catalogue.ts';
import type { SubjectKind } from '../../../contract/events/subjects.ts';
import { isWanted } from '../../../domain/outgoing/event-filter.ts';
import { singleLine } from '../../../domain/text.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { locks } from '../../platform/db/locks.ts';
import { isShownTo } from '../../platform/events/visibility.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { keepMessages } from '../../respond/sandbox/actions.ts';
import { eventBatch, type LoggedEvent, lockCursor, moveCursor, readEvents, skipAll } from '../event-log.ts';
import { findSandboxes } from '../sandboxed.ts';
import { loadSubjectFacts, type SubjectFacts } from './about-store.ts';
import * as store from './gather-store.ts';
import { messageOf } from './message.ts';

export type GatherOptions = { db: Database; log: Logger; publicUrl: () => string; onQueued: () => void };

export function startGathering({ db, log, publicUrl, onQueued }: GatherOptions): Loop {
  return startLoop({
    name: 'outgoing webhooks: gather',
    pauseMs: 500,
    log,
    async work() {
      const { read, queued } = await gather(db, publicUrl());
      if (queued > 0) onQueued();
      return read === eventBatch;
    },
  });
}

async function gather(db: Database, publicUrl: string): Promise<{ read: number; queued: number }> {
  return transaction(db, async (tx) => {
    if (!(await lockCursor(tx, locks.outgoingCursor))) return { read: 0, queued: 0 };
    const followers = await store.listFollowers(tx);
    if (followers.length === 0) {
      await skipAll(tx, 'outgoing_cursor');
      return { read: 0, queued: 0 };
    }
    const read = await readEvents(tx, 'outgoing_cursor');
    const last = read.at(-1);
    if (!last) return { read: 0, queued: 0 };
    const events = read.map(currentEvent).filter(({ subjectKind }) => subjectKind !== staysInside);
    const facts = new Map((await loadSubjectFacts(tx, events)).map((each) => [placeOf(each), each]));
    const sandboxOf = await findSandboxes(tx, events);
    const told = events.flatMap((event) => {
      const about = facts.get(placeOf(event));
      const sandboxId = sandboxOf(event);
      return followers
        .filter((follower) => follows(follower, event, about))
        .map((follower) => ({ follower, event, about, keptIn: isCalled(follower, event) ? null : sandboxId }));
    });
    const deliveries = told
      .filter(({ keptIn }) => keptIn === null)
      .map(({ follower: { id, seesAs, disabledAt }, event, about }) => ({
        webhookId: id,
        event,
        isHeld: disabledAt !== null,
        ...messageOf(event, about, { seesAs, publicUrl }),
      }));
    const kept = told.flatMap(({ follower: { name }, event: { kind }, about, keptIn }) =>
      keptIn === null
        ? []
        : [{ sandboxId: keptIn, way: 'outgoing-webhook' as const, name, title: keptTitle(kind, about?.name) }],
    );
    await keepMessages(tx, kept);
    if (deliveries.length > 0) await store.insertDeliveries(tx, deliveries);
    await moveCursor(tx, 'outgoing_cursor', last);
    return { read: read.length, queued: deliveries.length };
  });
}

/** The past of another tool is news to nobody. */
const staysInside: string = 'incidentImport' satisfies SubjectKind;

const keptTitle = (kind: string, name: string | null | undefined) =>
  name ? `${kind}: ${singleLine(name, 200)}` : kind;

/** A step of a policy, or a drill that ended, names it, whatever its filter says. */
function isCalled({ id }: store.Follower, { kind, data }: LoggedEvent): boolean {
  if (kind === 'page.stepReached')
    return (data as { webhooks: { id: number }[] }).webhooks.some((each) => each.id === id);
  return endsOfDrills.includes(kind) && data.afterWebhookId === id;
}

const endsOfDrills: readonly string[] = ['drill.finished', 'drill.canceled', 'drill.startFailed'] satisfies EventKind[];

const placeOf = ({ subjectKind, subjectId }: { subjectKind: string; subjectId: number | null }) =>
  `${subjectKind} ${subjectId}`;

function follows(follower: store.Follower, event: LoggedEvent, facts: SubjectFacts | undefined): boolean {
  if (event.at < follower.followsSince) return false;
  const viewer: Actor = { kind: 'person', personId: 0, name: '', role: follower.seesAs };
  if (!isShownTo(viewer, { ...event, position: '' })) return false;
  return (
    isCalled(follower, event) ||
    isWanted(follower, {
      kind: event.kind,
      stage: stageOfKind(event.kind),
      severity: facts?.severity ?? null,
      serviceIds: facts?.services.map(({ id }) => id) ?? [],
      teamIds: facts?.teams.map(({ id }) => id) ?? [],
    })
  );
}
