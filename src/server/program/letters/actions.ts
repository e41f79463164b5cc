/** Letters to the sponsor of a plan: who gets them, what they add and ask, and what was decided. */
import { problem } from '../../../contract/errors.ts';
import {
  decisionReminderDays,
  type SponsorLetterSettingsInput,
} from '../../../contract/program/outside/sponsor-letters.ts';
import { nextLetterAt } from '../../../domain/program/letters/letter.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { getPilot } from '../pilots/actions.ts';
import { composeLetter } from './compose.ts';
import * as store from './store.ts';

/** @throws Problem `not_found` */
export async function readSponsorLetters(ctx: Pick<Context, 'db'>, pilotId: number, hasMail: boolean) {
  const { db } = ctx;
  const { subject, sections, isOver } = await composeLetter(db, pilotId, await readNow(db));
  const settings = await store.loadSettings(db, pilotId);
  const letters = await store.listLetters(db, pilotId, 2 * decisionReminderDays);
  const state = stateOf(settings);
  return {
    settings: {
      person: settings?.person ?? null,
      name: settings?.name ?? null,
      email: settings?.email ?? null,
      state,
      isOn: settings?.isOn ?? false,
      note: settings?.note ?? '',
      ask: askOf(settings),
      dueAt: settings?.isOn && state === 'ready' && !isOver ? settings.dueAt : null,
    },
    next: { subject, sections },
    items: letters.map(shownLetter),
    hasMail,
    version: settings?.version ?? 0,
  };
}

/** @throws Problem `not_found`, `state_conflict` for a plan that has ended, `version_mismatch`, `invalid_input` */
export async function replaceSettings(
  ctx: Context,
  pilotId: number,
  input: SponsorLetterSettingsInput,
  hasMail: boolean,
  ifMatch?: number,
) {
  await transaction(ctx.db, async (tx) => {
    const { timeZone } = await requireOpen(tx, pilotId);
    const now = await readNow(tx);
    const dueAt = new Date(nextLetterAt(timeZone, now.getTime()));
    const before = await store.lockSettings(tx, pilotId, dueAt);
    await requireVersion(tx, before, ifMatch, 'pilot', pilotId, ['pilot.lettersChanged']);
    const { recipient, isOn, note, ask } = input;
    const personId = recipient?.personId ?? null;
    if (personId !== null && personId !== before.person?.id)
      await requireEnabledPerson(tx, personId, 'body.recipient.personId');
    const email = recipient?.email?.toLowerCase() ?? null;
    const isNewRecipient = personId !== (before.person?.id ?? null) || email !== before.email;
    const isAskedAnew = ask !== null && ask.question !== before.question;
    const stored = {
      ...{ personId, email, name: email === null ? null : (recipient?.name ?? email), isOn, note },
      ...{ question: ask?.question ?? null, options: ask?.options ?? [] },
      askedBy: ask === null ? null : isAskedAnew ? personIdOf(ctx.actor) : before.askedBy,
      dueAt: before.isOn && before.dueAt > now ? before.dueAt : dueAt,
    };
    await store.saveSettings(tx, pilotId, stored, isNewRecipient);
    if (isNewRecipient && email !== null) await askAddress(tx, pilotId, before.generation + 1);
    await recordEvent(tx, ctx.actor, 'pilot.lettersChanged', pilotId, {
      before: recorded(before),
      after: { ...recorded({ ...before, ...stored }), recipient: personId ?? stored.name },
    });
  });
  return readSponsorLetters(ctx, pilotId, hasMail);
}

/** Who gets the letters of which team, without what only the next letter adds. */
export async function listRecipients(db: Queryable) {
  return (await store.listOpenSettings(db)).map(({ pilotId, teamId, personEmail, name, email, isOn }) => ({
    ...{ pilotId, teamId, personEmail, isOn },
    outside: email === null ? null : { name, email },
  }));
}

/** Sets who gets the letters of a team's open plan. Returns the plan's id. @throws Problem `state_conflict` without one */
export async function setRecipient(
  ctx: Context,
  teamId: number,
  { recipient, isOn }: Pick<SponsorLetterSettingsInput, 'recipient' | 'isOn'>,
): Promise<number> {
  const pilotId = await store.findOpenPlan(ctx.db, teamId);
  if (pilotId === null)
    throw problem('state_conflict', 'This team has no open plan. Plans are no configuration: start one first.');
  const settings = await store.loadSettings(ctx.db, pilotId);
  await replaceSettings(ctx, pilotId, { recipient, isOn, note: settings?.note ?? '', ask: askOf(settings) }, false);
  return pilotId;
}

/** @throws Problem `state_conflict` where there is no address to ask */
export async function askAgain(ctx: Context, pilotId: number, hasMail: boolean) {
  await transaction(ctx.db, async (tx) => {
    await requireOpen(tx, pilotId);
    const settings = await store.loadSettings(tx, pilotId);
    if (!settings?.email || stateOf(settings) === 'ready')
      throw problem('state_conflict', 'There is no address that waits to be confirmed.');
    if (settings.stoppedAt)
      throw problem(
        'state_conflict',
        'This address wants no more letters. Name another one, or somebody with an account.',
      );
    if (!(await askAddress(tx, pilotId, settings.generation)))
      throw problem('too_many_requests', 'This address was asked a moment ago. Try again in five minutes.');
    await recordEvent(tx, ctx.actor, 'pilot.letterAddressAsked', pilotId);
  });
  return readSponsorLetters(ctx, pilotId, hasMail);
}

async function askAddress(tx: Transaction, pilotId: number, generation: number): Promise<boolean> {
  if (!(await store.noteAsked(tx, pilotId))) return false;
  await store.queueMail(tx, { kind: 'address', pilotId, generation });
  return true;
}

/** Sends the next letter now. @throws Problem `state_conflict` where nobody can get it */
export async function sendNow(ctx: Context, pilotId: number, hasMail: boolean) {
  if (!hasMail) throw problem('state_conflict', 'No mail server is set up, so nothing can be sent.');
  await transaction(ctx.db, async (tx) => {
    const { timeZone } = await requireOpen(tx, pilotId);
    const now = await readNow(tx);
    // Locked, so that a second press waits for the first and then sees its letter.
    const settings = await store.lockSettings(tx, pilotId, new Date(nextLetterAt(timeZone, now.getTime())));
    if (stateOf(settings) !== 'ready')
      throw problem('state_conflict', 'Nobody can get a letter yet: name a sponsor whose address is confirmed.');
    if (await store.hasJustSent(tx, pilotId))
      throw problem('state_conflict', 'A letter was sent a moment ago. Send the next one in five minutes.');
    await sendLetter(ctx, tx, settings, now);
  });
  return readSponsorLetters(ctx, pilotId, hasMail);
}

/** Writes the letter of this moment, once, with what was added for it; its mail waits in the outbox. */
export async function sendLetter(
  ctx: Pick<Context, 'actor'>,
  tx: Transaction,
  settings: store.SettingsRow,
  wantedAt: Date,
) {
  const { pilotId, question, person, name } = settings;
  const { subject, sections } = await composeLetter(tx, pilotId, await readNow(tx));
  const letterId = await store.insertLetter(tx, settings, { wantedAt, subject, sections });
  if (letterId === null) return;
  await store.queueMail(tx, { kind: 'letter', pilotId, letterId });
  await store.clearAdded(tx, pilotId);
  const recipient = person?.name ?? name ?? '';
  await recordEvent(tx, ctx.actor, 'pilot.letterSent', pilotId, { letterId, recipient, question });
}

/** @throws Problem `not_found`, `state_conflict` once it was decided */
export async function withdraw(ctx: Context, pilotId: number, letterId: number, hasMail: boolean) {
  await transaction(ctx.db, async (tx) => {
    const letter = await store.lockLetter(tx, letterId);
    if (letter?.pilotId !== pilotId) throw problem('not_found', `The plan has no letter with the id ${letterId}.`);
    if (letter.decidedAt) throw problem('state_conflict', 'The sponsor has decided already.');
    if (letter.withdrawnAt) return;
    await store.withdrawLetter(tx, letterId);
    await recordEvent(tx, ctx.actor, 'pilot.letterWithdrawn', pilotId, { letterId });
  });
  return readSponsorLetters(ctx, pilotId, hasMail);
}

/** The first decision counts. @param place of the option. @returns whether this was it */
export async function decide(db: Database, letterId: number, place: number, words: string): Promise<boolean> {
  return transaction(db, async (tx) => {
    const letter = await store.lockLetter(tx, letterId);
    const option = letter?.options[place];
    if (!letter?.question || option === undefined) return false;
    if (!(await store.decideLetter(tx, letterId, option, words))) return false;
    const { pilotId, question, recipientName: name, personId, askedBy: askedById } = letter;
    const actor = { kind: 'link' as const, name, pilotId, ...(personId === null ? {} : { personId }) };
    await recordEvent(tx, actor, 'pilot.letterDecided', pilotId, { letterId, question, option, words, askedById });
    return true;
  });
}

/** True when the address is confirmed now, also when it was before. */
export async function confirmAddress(db: Database, pilotId: number, generation: number): Promise<boolean> {
  return transaction(db, async (tx) => {
    const settings = await store.loadAsked(tx, pilotId, generation);
    if (!settings) return false;
    if (await store.confirmAddress(tx, pilotId, generation))
      await recordEvent(tx, actorOf(settings), 'pilot.letterAddressConfirmed', pilotId);
    return true;
  });
}

/** Stopping twice, or what never was, is no fault: the wish is fulfilled. */
export async function stopLetters(db: Database, pilotId: number, generation: number): Promise<void> {
  await transaction(db, async (tx) => {
    const settings = await store.loadSettings(tx, pilotId);
    if (settings && (await store.stopLetters(tx, pilotId, generation)))
      await recordEvent(tx, actorOf(settings), 'pilot.lettersStopped', pilotId);
  });
}

const actorOf = ({ name, pilotId }: store.SettingsRow) => ({ kind: 'link' as const, name: name ?? 'Sponsor', pilotId });

export function stateOf(settings: store.SettingsRow | null): 'none' | 'unconfirmed' | 'ready' | 'stopped' {
  if (!settings || (!settings.person && !settings.email)) return 'none';
  if (settings.person) return settings.isPersonDisabled ? 'none' : 'ready';
  if (settings.stoppedAt) return 'stopped';
  return settings.confirmedAt ? 'ready' : 'unconfirmed';
}

async function requireOpen(tx: Queryable, pilotId: number) {
  const plan = await getPilot({ db: tx } as Context, pilotId);
  if (plan.state === 'ended') throw problem('state_conflict', 'This plan has ended.');
  return plan;
}

const askOf = (settings: Pick<store.SettingsRow, 'question' | 'options'> | null) =>
  settings?.question ? { question: settings.question, options: settings.options } : null;

/** Addresses stay out of the events, which are never changed. */
const recorded = ({
  person,
  name,
  isOn,
  note,
  question,
  options,
}: store.SettingsRow | (Omit<store.SettingsRow, 'options'> & { options: readonly string[] })) => ({
  ...{ recipient: person?.id ?? name, isOn, note, question, options: [...options] },
});

function shownLetter(letter: store.LetterRow) {
  const { id, subject, sections, note, recipientName, sentAt, expiresAt, withdrawnAt, remindedAt, isOverdue } = letter;
  return {
    ...{ id, subject, sections, note, recipientName, sentAt, expiresAt, withdrawnAt, remindedAt, isOverdue },
    ask: askOf(letter),
    delivery: { state: letter.deliveryState ?? ('sent' as const), outcome: letter.deliveryOutcome },
    decision:
      letter.decidedAt && letter.decision !== null
        ? { option: letter.decision, words: letter.decisionWords, byName: recipientName, at: letter.decidedAt }
        : null,
  };
}
