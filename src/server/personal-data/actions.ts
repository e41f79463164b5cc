/** Removing the personal data of somebody stands right of all stages: each of them has some. */
import type { PersonalDataRemoval, removePersonalData, TextPlace } from '../../contract/directory/personal-data.ts';
import type { InputOf, ReplyOf } from '../../contract/endpoint.ts';
import { problem } from '../../contract/errors.ts';
import {
  likePatterns,
  type PersonalWords,
  pseudonymAddressOf,
  pseudonymOf,
} from '../../domain/directory/personal-data.ts';
import { getPerson, setDisabled } from '../directory/people/actions.ts';
import { actorReference, personIdOf, system } from '../platform/auth/actor.ts';
import type { Context } from '../platform/context.ts';
import { type Database, type Queryable, transaction } from '../platform/db/database.ts';
import { recordEvent } from '../platform/events/record.ts';
import type { Keyring } from '../platform/secrets.ts';
import { columnClasses, columnsOf } from './columns.ts';
import * as store from './store.ts';
import { runStep, steps } from './sweep.ts';
import { readPersonalWords } from './words.ts';

const sealedFor = (id: number) => `personal_data_removals.words.${id}`;

export async function readRemoval(ctx: Context, personId: number) {
  await getPerson(ctx, personId);
  const removal = await store.loadRemoval(ctx.db, personId);
  return { removal: removal && shown(removal) };
}

function shown(removal: store.Removal): ReplyOf<typeof removePersonalData> & { state: PersonalDataRemoval['state'] } {
  const { state, texts, dueAt, requestedAt, startedAt, endedAt, reason, pass, step, changed } = removal;
  const stepsDone = state === 'done' ? steps.length : Math.max(0, steps.indexOf(step));
  const requestedBy = removal.requestedBy.name ?? 'Somebody';
  return {
    state,
    texts,
    dueAt,
    requestedBy,
    requestedAt,
    startedAt,
    endedAt,
    reason,
    pass,
    stepsDone,
    steps: steps.length,
    changed,
  };
}

/** What the texts of a table belong to, and the column with its id. */
const places: Record<string, { about: TextPlace['about']; id: string }> = {
  incidents: { about: 'incident', id: 'id' },
  incident_updates: { about: 'incident', id: 'incident_id' },
  incident_tasks: { about: 'incident', id: 'incident_id' },
  timeline_events: { about: 'incident', id: 'incident_id' },
  postmortems: { about: 'incident', id: 'incident_id' },
  postmortem_versions: { about: 'incident', id: 'incident_id' },
  postmortem_comments: { about: 'incident', id: 'incident_id' },
  action_items: { about: 'incident', id: 'incident_id' },
  severity_changes: { about: 'incident', id: 'incident_id' },
  public_updates: { about: 'incident', id: 'incident_id' },
  runbook_versions: { about: 'runbook', id: 'runbook_id' },
  runbooks: { about: 'runbook', id: 'id' },
  schedules: { about: 'schedule', id: 'id' },
  schedule_overrides: { about: 'schedule', id: 'schedule_id' },
  cover_requests: { about: 'schedule', id: 'schedule_id' },
  handoff_notes: { about: 'schedule', id: 'schedule_id' },
  escalation_policies: { about: 'escalationPolicy', id: 'id' },
  teams: { about: 'team', id: 'id' },
  services: { about: 'service', id: 'id' },
  pilots: { about: 'plan', id: 'id' },
  pilot_milestones: { about: 'plan', id: 'pilot_id' },
  pilot_risks: { about: 'plan', id: 'pilot_id' },
  drills: { about: 'drill', id: 'id' },
  drill_notes: { about: 'drill', id: 'drill_id' },
};

export async function previewRemoval(ctx: Context, keyring: Keyring, personId: number) {
  const person = await getPerson(ctx, personId);
  requireNotRemoved(person);
  const words = await readPersonalWords(ctx.db, keyring, personId);
  const texts: TextPlace[] = [];
  for (const table of Object.keys(columnClasses).filter((one) => columnsOf(one, 'texts', 'labels').length > 0)) {
    const { about, id } = places[table] ?? { about: null, id: null };
    const found = await store.findTexts(ctx.db, { table, id }, likePatterns(words));
    if (found.count > 0) texts.push({ table, about, ...found });
  }
  const own = await store.countOwnRows(ctx.db, personId);
  const of = (table: string) => own.get(table) ?? 0;
  return {
    pseudonym: pseudonymOf(personId),
    goes: {
      contactMethods: of('contact_methods'),
      sessions: of('sessions'),
      tokens: of('api_tokens'),
      absences: of('absences'),
      calendars: of('calendars') + of('removed_calendars'),
      notices: of('notices') + of('notice_messages'),
      digests: of('digests'),
      privateViews: of('views'),
      securityEvents: of('security_events'),
    },
    stays: await store.countStaying(ctx.db, personId),
    texts,
    ...(await store.listNeeding(ctx.db, personId)),
    isProvisioned: await store.isProvisioned(ctx.db, personId),
  };
}

/**
 * Deactivates the person at once and schedules the rest.
 * @throws Problem `state_conflict` while pages count on the person, or when nobody would administer any more
 */
export async function requestRemoval(ctx: Context, personId: number, body: InputOf<typeof removePersonalData>['body']) {
  return transaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    if (personIdOf(ctx.actor) === personId) throw problem('state_conflict', 'Ask another admin to remove your data.');
    if (!(await store.lockPerson(tx, personId))) throw problem('not_found', `No person has the id ${personId}.`);
    const person = await getPerson(within, personId);
    requireNotRemoved(person);
    if (body.email.toLowerCase() !== person.email)
      throw problem('invalid_input', undefined, [
        { path: 'body.email', message: 'This is not the address of this person.' },
      ]);
    const needed = await whyNeeded(tx, personId);
    if (needed) throw problem('state_conflict', needed);
    const last = await store.lockRemoval(tx, personId);
    if (last?.state === 'scheduled' || last?.state === 'running')
      throw problem('state_conflict', 'Their data are being removed already.');
    await setDisabled(within, personId, true);
    const requestedBy = actorReference(ctx.actor);
    const made = await store.insertRemoval(tx, { personId, texts: body.texts, waitDays: body.waitDays, requestedBy });
    await recordEvent(tx, ctx.actor, 'person.removalScheduled', personId, {
      texts: body.texts,
      dueAt: made.dueAt.toISOString(),
    });
    return shown(made);
  });
}

function requireNotRemoved({ removedAt }: { removedAt: unknown }): void {
  if (removedAt !== null) throw problem('state_conflict', 'The personal data of this person were removed.');
}

/** A sentence that says where others have to take their place; null when nowhere. */
async function whyNeeded(db: Queryable, personId: number): Promise<string | null> {
  const { schedules, policies } = await store.listNeeding(db, personId);
  const namesOf = (items: { name: string }[]) =>
    items
      .slice(0, 5)
      .map(({ name }) => `“${name}”`)
      .join(', ');
  const parts = [
    ...(schedules.length > 0 ? [`on call in ${namesOf(schedules)}`] : []),
    ...(policies.length > 0 ? [`named by the escalation policies ${namesOf(policies)}`] : []),
  ];
  return parts.length === 0 ? null : `This person is ${parts.join(' and ')}. Have others take their place first.`;
}

export async function cancelRemoval(ctx: Context, personId: number) {
  return transaction(ctx.db, async (tx) => {
    const removal = await store.lockRemoval(tx, personId);
    if (removal?.state !== 'scheduled') throw problem('state_conflict', 'There is no removal that has not begun.');
    await store.cancelRemoval(tx, removal.id, '');
    await recordEvent(tx, ctx.actor, 'person.removalCanceled', personId, { reason: '' });
    return shown((await store.loadRemoval(tx, personId))!);
  });
}

/**
 * One step of the first removal that is due; false when there is none. Each step is a transaction that also keeps how
 * far it came, so any node goes on where another one ended.
 */
export async function workAtRemovals(db: Database, keyring: Keyring): Promise<boolean> {
  return transaction(db, async (tx) => {
    const removal = await store.claimRemoval(tx);
    if (!removal) return false;
    if (removal.state === 'scheduled') await begin(tx, keyring, removal);
    else await goOn(tx, keyring, removal);
    return true;
  });
}

async function begin(tx: Queryable, keyring: Keyring, { id, personId }: store.Removal): Promise<void> {
  const person = await store.lockPerson(tx, personId);
  const needed = await whyNeeded(tx, personId);
  const reason = person?.disabledAt === null ? 'They were reactivated.' : needed;
  if (reason) {
    await store.cancelRemoval(tx, id, reason);
    await recordEvent(tx, system, 'person.removalCanceled', personId, { reason });
    return;
  }
  const words = await readPersonalWords(tx, keyring, personId);
  await store.beginRemoval(tx, id, keyring.seal(JSON.stringify(words), sealedFor(id)));
  await store.replacePerson(tx, personId, {
    name: pseudonymOf(personId),
    email: pseudonymAddressOf(personId),
    addresses: words.addresses,
  });
  await recordEvent(tx, system, 'person.removalStarted', personId);
}

async function goOn(tx: Queryable, keyring: Keyring, removal: store.Removal): Promise<void> {
  const { id, personId, texts } = removal;
  const words = JSON.parse(keyring.open(removal.words, sealedFor(id)).reveal()) as PersonalWords;
  // Another version may have other steps: a pass that began with them begins again.
  const at = Math.max(0, steps.indexOf(removal.step));
  await store.beginStep(tx, id);
  const { changed, nextBlock } = await runStep(
    tx,
    { removalId: id, personId, words, texts },
    steps[at]!,
    removal.block,
  );
  const sum = {
    changed: removal.changed + changed,
    changedInPass: removal.changedInPass + changed,
    pass: removal.pass,
  };
  const next = steps[at + 1];
  if (nextBlock !== null) await store.moveRemoval(tx, id, { ...sum, step: steps[at]!, block: nextBlock });
  else if (next !== undefined) await store.moveRemoval(tx, id, { ...sum, step: next, block: 0 });
  else if (sum.changedInPass > 0)
    await store.moveRemoval(tx, id, { ...sum, pass: sum.pass + 1, changedInPass: 0, step: '', block: 0 });
  else {
    await store.endRemoval(tx, id);
    await recordEvent(tx, system, 'person.personalDataRemoved', personId, { changed: sum.changed, texts });
  }
}
