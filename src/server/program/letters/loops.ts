/**
 * Letters that are due are written, each once whichever node does it, and their mails sent over a connection that
 * paging never waits for. A decision that was not made is reminded of once.
 */
import type { Logger } from 'pino';
import { decisionReminderDays } from '../../../contract/program/outside/sponsor-letters.ts';
import { nextLetterAt } from '../../../domain/program/letters/letter.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { SignedLinks } from '../../platform/signed-links.ts';
import type { Transports } from '../../respond/channels/channel.ts';
import { type ClaimedRow, type OutboxMail, startOutbox, type Unwanted } from '../../respond/outbox/outbox.ts';
import { sendLetter } from './actions.ts';
import { composeLetter } from './compose.ts';
import { linkPurposes } from './handlers.ts';
import { addressMail, letterMail } from './mail.ts';
import * as store from './store.ts';

export type LetterLoopOptions = {
  db: Database;
  log: Logger;
  links: SignedLinks;
  transports: Transports;
  publicUrl: () => string;
};

const restMinutes = 15;

/** The second of them is woken when a mail was queued by hand. */
export function startLetters({ db, log, links, transports, publicUrl }: LetterLoopOptions): [Loop, Loop] {
  const compose = async (row: ClaimedRow, mail: store.MailRow): Promise<OutboxMail | Unwanted> => {
    const { kind, pilotId, settings, teamName } = mail;
    const at = (path: string) => `${publicUrl()}/sponsor/${path}`;
    if (kind === 'address') {
      const { email, generation, name } = settings;
      if (email === null || generation !== mail.askedGeneration)
        return { ...row, because: 'another recipient was named' };
      const link = at(`addresses/${links.tokenOf(linkPurposes.address, pilotId, generation)}`);
      return { ...row, address: email, message: addressMail(row, { name: name ?? '', teamName }, link) };
    }
    const letter = mail.letterId === null ? null : await store.loadLetter(db, mail.letterId);
    if (!letter || letter.withdrawnAt) return { ...row, because: 'the letter was withdrawn' };
    if (kind === 'reminder' && letter.decidedAt) return { ...row, because: 'the sponsor has decided' };
    if (mail.isPersonDisabled) return { ...row, because: 'the person is disabled' };
    if (letter.email !== null && settings.isStopped && settings.generation === letter.generation)
      return { ...row, because: 'the address wants no more letters' };
    const address = letter.email ?? mail.personEmail;
    if (address === null) return { ...row, because: 'there is nobody to send it to' };
    const stop =
      letter.email === null ? null : at(`stops/${links.tokenOf(linkPurposes.stop, pilotId, letter.generation)}`);
    const own = { letter: at(links.tokenOf(linkPurposes.letter, letter.id)), address: '', stop };
    return { ...row, address, message: letterMail(row, letter, own, kind === 'reminder') };
  };

  const sending = startOutbox({
    ...{ name: 'sponsor mails', table: 'sponsor_mails', db, log, transports, freshHours: 72 },
    async compose(claimed) {
      const found = await store.loadMails(
        db,
        claimed.map(({ id }) => id),
      );
      const byId = new Map(found.map((mail) => [mail.id, mail]));
      return Promise.all(
        claimed.map((row) => {
          const mail = byId.get(row.id);
          return mail ? compose(row, mail) : { ...row, because: 'the plan is gone' };
        }),
      );
    },
  });
  const writing = startLoop({
    name: 'sponsor letters',
    pauseMs: 5_000,
    log,
    async work() {
      const isMailing = transports.mail !== undefined;
      const reminded = isMailing ? await transaction(db, remind) : 0;
      const isWritten = isMailing && (await writeNext(db, log));
      if (isWritten || reminded > 0) sending.wake();
      return isWritten;
    },
  });
  return [writing, sending];
}

async function remind(tx: Transaction): Promise<number> {
  const forgotten = await store.takeForgotten(tx, decisionReminderDays);
  for (const { id, pilotId } of forgotten) {
    await store.queueMail(tx, { kind: 'reminder', pilotId, letterId: id });
    await recordEvent(tx, system, 'pilot.letterReminded', pilotId, { letterId: id });
  }
  return forgotten.length;
}

/** One that cannot be written rests and keeps none of the others from going out. */
async function writeNext(db: Database, log: Logger): Promise<boolean> {
  let claimed: store.SettingsRow | null = null;
  try {
    await transaction(db, async (tx) => {
      claimed = await store.claimDue(tx);
      if (claimed) await writeDue(tx, claimed);
    });
  } catch (error) {
    if (claimed === null) throw error;
    const { pilotId } = claimed as store.SettingsRow;
    log.error({ err: error, plan: pilotId }, 'a letter to a sponsor could not be written');
    await store.restLetter(db, pilotId, restMinutes);
  }
  return claimed !== null;
}

/** A plan that has not begun or has ended gets none; of several that were missed only the latest goes out. */
export async function writeDue(tx: Transaction, settings: store.SettingsRow): Promise<void> {
  const now = await readNow(tx);
  const { isOver, isPlanned, timeZone } = await composeLetter(tx, settings.pilotId, now);
  const following = nextLetterAt(timeZone, settings.dueAt.getTime());
  const isMissed = following <= now.getTime();
  if (!isOver && !isPlanned && !isMissed && !settings.isPersonDisabled)
    await sendLetter({ actor: system }, tx, settings, settings.dueAt);
  await store.setDue(tx, settings.pilotId, new Date(isMissed ? nextDueNear(timeZone, now.getTime()) : following));
}

/** The latest first of a month that has come, so that its letter goes out late and not never. */
function nextDueNear(timeZone: string, nowMs: number): number {
  const month = 32 * 86_400_000;
  let due = nextLetterAt(timeZone, nowMs - month);
  for (let next = nextLetterAt(timeZone, due); next <= nowMs; next = nextLetterAt(timeZone, due)) due = next;
  return due;
}
