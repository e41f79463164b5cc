/** Digests: what a person or a chat room is told regularly. */
import { problem } from '../../../contract/errors.ts';
import {
  type DigestContent,
  type DigestInput,
  type DigestPart,
  mostDigests,
} from '../../../contract/outgoing/digests.ts';
import type { Permission } from '../../../contract/permissions.ts';
import { digestSections, digestSubject } from '../../../domain/outgoing/digests/digest-text.ts';
import { type DigestTimes, periodBefore } from '../../../domain/outgoing/digests/rhythm.ts';
import { minutesOfClock } from '../../../domain/time/wall-clock.ts';
import { getTeam } from '../../directory/teams/actions.ts';
import { previewSprintRemoval } from '../../measure/sprints/actions.ts';
import { may } from '../../platform/auth/actor.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { listGoalsBySprint } from '../../program/goals/actions.ts';
import { faultsOfRoom } from '../../respond/escalation/chat-rooms.ts';
import { dueAfter, loadSprints, shownDue } from './due.ts';
import { readDigestFacts } from './facts.ts';
import * as store from './store.ts';

const mayManageRooms = ({ actor }: Context) => may(actor, 'platform.manage');

export async function listDigests(ctx: Context, hasMail: boolean) {
  const found = await store.listDigests(ctx.db, requirePerson(ctx), mayManageRooms(ctx));
  return { items: found.map(shown), hasMail };
}

export async function readDigest(ctx: Context, id: number) {
  return shown(await requireOwn(ctx, await store.loadDigest(ctx.db, id), id));
}

/** @throws Problem `forbidden` for a chat room of others, `invalid_input`, `conflict` when there are too many */
export async function createDigest(ctx: Context, input: DigestInput) {
  requireMay(ctx, input);
  return createDigestOf(ctx, requirePerson(ctx), input);
}

/** For whoever may do all that its person may. @throws Problem `invalid_input`, `conflict` when there are too many */
export async function createDigestOf(ctx: Context, personId: number, input: DigestInput) {
  return transaction(ctx.db, async (tx) => {
    await check({ ...ctx, db: tx }, personId, input);
    const ofRooms = input.chatRoom !== null;
    if ((await store.countDigests(tx, personId, ofRooms)) >= mostDigests)
      throw problem('conflict', `There are already ${mostDigests} digests, which is the limit.`);
    const id = await store.insertDigest(tx, personId, await storedOf(tx, input));
    await recordEvent(tx, ctx.actor, 'digest.created', id, { personId, after: recorded(input) });
    return shown((await store.loadDigest(tx, id))!);
  });
}

/** @throws Problem `not_found`, `version_mismatch` and as for a new one */
export async function replaceDigest(ctx: Context, id: number, input: DigestInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const { person } = await requireOwn(ctx, await store.lockDigest(tx, id), id);
    requireMay(ctx, input);
    return replaceDigestOf({ ...ctx, db: tx }, id, person.id, input, ifMatch);
  });
}

/** As `createDigestOf`. @param personId who has set it up from now on */
export async function replaceDigestOf(
  ctx: Context,
  id: number,
  personId: number,
  input: DigestInput,
  ifMatch?: number,
) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockDigest(tx, id);
    if (!before) throw noDigest(id);
    await requireVersion(tx, before, ifMatch, 'digest', id);
    if ((before.chatRoom === null) !== (input.chatRoom === null)) {
      const message = 'A digest of a person stays one, and so does one of a chat room. Make another one.';
      throw problem('invalid_input', message, [{ path: 'body.chatRoom', message }]);
    }
    await check({ ...ctx, db: tx }, personId, input);
    await store.replaceDigest(tx, id, personId, await storedOf(tx, input));
    const { id: _id, version: _version, createdAt: _at, dueAt: _due, last: _last, ...was } = shown(before);
    await recordEvent(tx, ctx.actor, 'digest.updated', id, { personId, before: was, after: recorded(input) });
    return shown((await store.loadDigest(tx, id))!);
  });
}

export async function deleteDigest(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await requireOwn(ctx, await store.lockDigest(tx, id), id);
    await deleteDigestOf({ ...ctx, db: tx }, id);
  });
}

/** As `createDigestOf`. */
export async function deleteDigestOf(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await store.lockDigest(tx, id);
    if (!before) throw noDigest(id);
    await store.deleteDigest(tx, id);
    await recordEvent(tx, ctx.actor, 'digest.deleted', id, {
      personId: before.person.id,
      before: { parts: before.parts, rhythm: before.rhythm },
    });
  });
}

/** Those of all people and chat rooms, the oldest first. */
export async function allDigests(db: Queryable) {
  return (await store.allDigests(db)).map(shown);
}

/** What it would say if it went out now. */
export async function previewDigest(ctx: Context, content: DigestContent) {
  const personId = requirePerson(ctx);
  const now = await readNow(ctx.db);
  requireMay(ctx, content);
  await checkTeams(ctx, content);
  return compose(ctx.db, { ...content, atMinute: minutesOfClock(content.at), readerId: personId }, now.getTime(), now);
}

export async function sendDigestToMe(ctx: Context, content: DigestContent, hasMail: boolean): Promise<void> {
  const personId = requirePerson(ctx);
  if (!hasMail) throw problem('state_conflict', 'No mail server is set up, so nothing can be sent.');
  requireMay(ctx, content);
  await checkTeams(ctx, content);
  await transaction(ctx.db, async (tx) => {
    const wantedAt = await readNow(tx);
    const about = { ...content, atMinute: minutesOfClock(content.at), readerId: personId };
    const composed = await compose(tx, about, wantedAt.getTime(), wantedAt);
    await store.insertIssue(tx, { ...composed, digestId: null, personId, wantedAt, skippedBecause: null });
  });
}

/** What removing a calendar of sprints would change, here and to the left. @throws Problem `not_found` */
export async function previewSprintCalendarRemoval(ctx: Pick<Context, 'db'>, id: number) {
  const { unaffectedTeamIds, ...preview } = await previewSprintRemoval(ctx, id);
  const whose = { teamId: preview.removed.team?.id ?? null, exceptTeamIds: unaffectedTeamIds };
  return {
    ...preview,
    goals: await listGoalsBySprint(ctx.db, new Date(preview.removed.effectiveFrom), whose),
    digestCount: await store.countBySprint(ctx.db, whose),
  };
}

type About = Pick<DigestContent, 'parts' | 'teamId' | 'sprintTeamId'> & DigestTimes & { readerId: number | null };

/** The words of a digest that was due at `dueMs`, with the figures as they are now. @throws Problem `state_conflict` before any sprint has ended */
export async function compose(db: Queryable, about: About, dueMs: number, now: Date) {
  const { parts, teamId, readerId, timeZone } = about;
  const period = periodBefore(about, await loadSprints(db, about), dueMs);
  if (!period)
    throw problem(
      'state_conflict',
      'No sprint of this calendar has ended in the year before, so there is nothing to tell.',
    );
  const facts = await readDigestFacts(db, { parts, teamId, readerId, period, nowMs: now.getTime() });
  const teamName = teamId === null ? null : (await getTeam({ db } as Context, teamId)).name;
  return { subject: digestSubject(about, period, teamName), sections: digestSections(facts, timeZone) };
}

async function storedOf(tx: Queryable, { at, ...input }: DigestInput): Promise<store.StoredDigest> {
  const times = { ...input, atMinute: minutesOfClock(at) };
  const now = await readNow(tx);
  return { ...times, dueAt: dueAfter(times, await loadSprints(tx, times), now.getTime()) };
}

/** What a token or person has to be able to read to be told of it. */
const readers: Record<DigestPart, Permission> = {
  measures: 'measures.read',
  'on-call-load': 'measures.read',
  'open-work': 'incidents.read',
  program: 'program.read',
  'your-work': 'oncall.read',
};

function requireMay(ctx: Context, { parts, chatRoom }: Pick<DigestInput, 'parts'> & Partial<DigestInput>): void {
  const closed = parts.find((part) => !may(ctx.actor, readers[part]));
  if (closed) throw problem('forbidden', `This needs the permission ${readers[closed]}.`);
  if (chatRoom && !mayManageRooms(ctx)) throw problem('forbidden', 'Only an admin may send digests to a chat room.');
}

async function checkTeams(ctx: Context, content: Pick<DigestContent, 'teamId' | 'sprintTeamId'>): Promise<void> {
  for (const field of ['teamId', 'sprintTeamId'] as const) {
    const teamId = content[field];
    if (teamId === null) continue;
    await getTeam(ctx, teamId).catch(() => {
      const message = 'This team does not exist.';
      throw problem('invalid_input', message, [{ path: `body.${field}`, message }]);
    });
  }
}

async function check(ctx: Context, personId: number, input: DigestInput) {
  const { contactMethodId, chatRoom, parts } = input;
  await checkTeams(ctx, input);
  const wrong = (path: string, message: string) =>
    problem('invalid_input', message, [{ path: `body.${path}`, message }]);
  if (chatRoom === null) {
    if (contactMethodId !== null && !(await store.isUsable(ctx.db, personId, contactMethodId)))
      throw wrong('contactMethodId', 'Choose a verified contact method of your own.');
    return;
  }
  if (contactMethodId !== null) throw wrong('contactMethodId', 'Choose a contact method or a chat room, not both.');
  if (parts.includes('your-work'))
    throw wrong('parts', '“Your week” is about one person, so a chat room cannot have it.');
  const faults = await faultsOfRoom(ctx.db, chatRoom, 'body.chatRoom');
  if (faults.length > 0) throw problem('invalid_input', faults[0]!.message, faults);
}

/** Somebody else’s looks as if it were not there. */
async function requireOwn(ctx: Context, found: store.DigestRow | null, id: number): Promise<store.DigestRow> {
  const isTheirs = found && (found.chatRoom === null ? found.person.id === requirePerson(ctx) : mayManageRooms(ctx));
  if (!isTheirs) throw noDigest(id);
  return found;
}

const noDigest = (id: number) => problem('not_found', `You have no digest with the id ${id}.`);

/** The address of a room may be a secret of its chat. */
const recorded = ({ chatRoom, ...rest }: DigestInput) => ({ ...rest, chatRoom: chatRoom && { name: chatRoom.name } });

function shown({ isDisabled: _, atMinute, ...digest }: store.DigestRow) {
  return { ...digest, at: clockOf(atMinute), dueAt: shownDue(digest.dueAt) };
}

function clockOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
