/** Links with which a person who was added chooses a password: once, for one address, for a limited time. */
import { problem } from '../../../contract/errors.ts';
import { countAttempts } from '../../platform/auth/attempts.ts';
import { hashPassword } from '../../platform/auth/password-hash.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { SendResult } from '../contact-methods/channels.ts';
import { requireNoMoreThanOwn } from '../roles/no-escalation.ts';
import { invitationMail, type SendAccountMail } from './account-mail.ts';
import { giveAccess, issueLink, readLink, takeLink } from './password-links.ts';
import { refuseWeakPassword } from './password-rules.ts';
import * as store from './store.ts';

export type Invitation = {
  /** Of the page that takes the token. */
  link: string;
  expiresAt: Date;
  /** How the mail went; null when none was sent. */
  mail: SendResult | null;
};

const mailsPerHour = 5;

/** Makes the link, and mails it when `sendMail` is given, at most five times an hour to one person or address. */
export async function invitePerson(
  ctx: Context,
  id: number,
  { publicUrl, sendMail }: { publicUrl: string; sendMail: SendAccountMail },
): Promise<Invitation> {
  const { person, token, expiresAt } = await transaction(ctx.db, async (tx) => {
    const person = await store.lockAccess(tx, id);
    if (!person) throw problem('not_found', `No person has the id ${id}.`);
    if (person.disabledAt !== null) throw problem('state_conflict', 'This person is disabled.');
    await requireNoMoreThanOwn(tx, ctx.actor, person);
    const issued = await issueLink(tx, 'invitation', person);
    await recordEvent(tx, ctx.actor, 'person.invited', id);
    return { person, ...issued };
  });
  // Behind the hash, so that no proxy or log on the way sees it.
  const link = `${publicUrl}/invitation#${token}`;
  const by = 'personId' in ctx.actor ? ctx.actor.name : null;
  if (!sendMail) return { link, expiresAt, mail: null };
  const mail = (await mayMail(ctx, person))
    ? await sendMail(invitationMail(person, link, by))
    : { sent: false as const, reason: `${mailsPerHour} invitations were e-mailed in the last hour` };
  return { link, expiresAt, mail };
}

/** Both are counted: a person's address can be changed between two mails, and an address can go from person to person. */
async function mayMail(ctx: Context, { id, email }: store.PersonAccess): Promise<boolean> {
  const window = { most: mailsPerHour, windowSeconds: 3_600 };
  const used = await countAttempts(ctx.db, [
    { purpose: 'invitation of person', of: String(id), ...window },
    { purpose: 'invitation to', of: email, ...window },
  ]);
  return used.every((count) => count <= mailsPerHour);
}

/** @throws Problem `link_not_valid` */
export async function readInvitation(db: Context['db'], token: string) {
  const { email, name } = await readLink(db, 'invitation', token);
  return { email, name };
}

export type Acceptance = { token: string; password: string; name?: string; timeZone?: string };

/** Sets the password and ends what sessions there were. @returns the address to sign in with */
export async function acceptInvitation(db: Context['db'], acceptance: Acceptance): Promise<{ email: string }> {
  const invited = await readLink(db, 'invitation', acceptance.token);
  await refuseWeakPassword(db, invited.id, acceptance.password, 'body.password', acceptance.name);
  const passwordHash = await hashPassword(acceptance.password);
  return transaction(db, async (tx) => {
    const access = await takeLink(tx, 'invitation', acceptance.token);
    const person = (await store.loadPerson(tx, access.id))!;
    const { email, role } = person;
    const name = acceptance.name ?? person.name;
    await store.updatePerson(
      tx,
      access.id,
      { email, role, name, timeZone: acceptance.timeZone ?? person.timeZone },
      undefined,
    );
    await giveAccess(tx, access, { name, passwordHash });
    const actor = { kind: 'person' as const, personId: access.id, name, role };
    await recordEvent(tx, actor, 'person.invitationAccepted', access.id);
    return { email };
  });
}
