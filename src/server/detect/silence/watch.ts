/** Tells the owners when nearly everything begins to page nobody, whatever the cause, and when that ends. */
import type { Logger } from 'pino';
import type { AccountMail, SendAccountMail } from '../../directory/people/account-mail.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { readSilence, type Silence } from './silence.ts';
import * as store from './store.ts';

export type TellOwners = { sendMail: SendAccountMail; publicUrl: () => string };

const pauseMs = 15_000;

export function startWatchingSilence(db: Database, log: Logger, options: TellOwners): Loop {
  return startLoop({
    name: 'silence',
    pauseMs,
    log,
    work: async () => {
      await watchSilence(db, log, options);
      return false;
    },
  });
}

/** Looks once. Of several nodes one notices a change, and mails once what it has committed. */
export async function watchSilence(db: Database, log: Logger, { sendMail, publicUrl }: TellOwners): Promise<void> {
  const silence = await readSilence(db);
  const changed = await transaction(db, async (tx) => {
    if (!(await store.noteSilence(tx, silence.isWide))) return false;
    const kind = silence.isWide ? 'paging.silenced' : 'paging.heard';
    await recordEvent(tx, system, kind, null, { reasons: silence.reasons, until: silence.until });
    return true;
  });
  if (!changed || !sendMail) return;
  for (const owner of await store.listOwners(db)) {
    const result = await sendMail(mailTo(owner, silence, publicUrl()));
    if (!result.sent) log.warn({ reason: result.reason }, 'An owner could not be told how paging is silenced');
  }
}

function mailTo({ name, email, timeZone }: store.Owner, silence: Silence, publicUrl: string): AccountMail {
  const to = { name, address: email };
  const button = { label: 'Open maintenance', link: `${publicUrl}/maintenance` };
  if (!silence.isWide) {
    return { to, subject: 'Paging is back to normal', paragraphs: ['New alerts page people again.'], button };
  }
  const until = silence.until === null ? 'until somebody changes that' : `until ${momentText(silence.until, timeZone)}`;
  return {
    to,
    subject: 'Almost no alerts page anybody right now',
    paragraphs: [
      `${Math.round(silence.share * 100)}% of alerts page nobody, ${until}. If this is not planned, end it now.`,
      ...silence.reasons,
    ],
    button,
  };
}

function momentText(at: Date, timeZone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
  return `${text} (${timeZone})`;
}
