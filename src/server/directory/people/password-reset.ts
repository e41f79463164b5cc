/** A forgotten password: a link by mail, whose asking tells nobody which addresses are known here. */
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { problem } from '../../../contract/errors.ts';
import { type Actor, anonymous, system } from '../../platform/auth/actor.ts';
import { countAttempts, takeAttempt } from '../../platform/auth/attempts.ts';
import { networkOf } from '../../platform/auth/network.ts';
import { hashPassword } from '../../platform/auth/password-hash.ts';
import { loadSignInMethods } from '../../platform/auth/store.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { SecurityLog } from '../../platform/security/log.ts';
import { revokeTokensOf } from '../tokens/store.ts';
import { passwordResetMail, type SendAccountMail } from './account-mail.ts';
import { giveAccess, issueLink, readLink, takeLink } from './password-links.ts';
import { refuseWeakPassword } from './password-rules.ts';
import * as store from './store.ts';

export type PasswordResets = ReturnType<typeof createPasswordResets>;

export const resetLink = (publicUrl: string, token: string) => `${publicUrl}/password-reset#${token}`;

export function createPasswordResets(options: {
  db: Database;
  sendMail: SendAccountMail;
  publicUrl: () => string;
  log: Logger;
  security: SecurityLog;
}) {
  const { db, sendMail, publicUrl, log, security } = options;

  return {
    isPossible: sendMail !== null,

    /**
     * Answers at once and the same whoever the address belongs to; what follows happens afterwards.
     * @throws Problem `unavailable` without a mail server, `too_many_requests` for a network that asks too often
     */
    async request(request: FastifyRequest, email: string): Promise<void> {
      if (!sendMail) {
        throw problem(
          'unavailable',
          'No mail server is configured here. An admin can create a link for you, or the operator can with `evenkeel people reset-link`.',
        );
      }
      const network = { purpose: 'reset network', of: networkOf(request.ip, true), most: 20, windowSeconds: 900 };
      await takeAttempt(db, [network]);
      const [mails] = await countAttempts(db, [{ purpose: 'reset mail', of: email, most: 3, windowSeconds: 3_600 }]);
      if (mails! > 3) return;
      const note = (personId: number) =>
        security.note(request, 'access_link.made', { subject: `password link of person ${personId}` });
      void mailLink(sendMail, email, note).catch((error) => log.error({ err: error }, 'a password link was not sent'));
    },

    /** @throws Problem `link_not_valid` */
    async read(token: string): Promise<{ email: string; name: string }> {
      const { email, name } = await readLink(db, 'password-reset', token);
      return { email, name };
    },

    /** Sets the password; every session ends and a second factor stays. @returns the address to sign in with */
    async reset(token: string, password: string, revokeTokens = false): Promise<{ email: string }> {
      const { id } = await readLink(db, 'password-reset', token);
      await refuseWeakPassword(db, id, password);
      const passwordHash = await hashPassword(password);
      return transaction(db, async (tx) => {
        const access = await takeLink(tx, 'password-reset', token);
        await giveAccess(tx, access, { name: access.name, passwordHash });
        const actor: Actor = { kind: 'person', personId: access.id, name: access.name, role: access.role };
        const data = revokeTokens ? { revokedTokens: await revokeTokensOf(tx, access.id) } : {};
        await recordEvent(tx, actor, 'person.passwordReset', access.id, data);
        return { email: access.email };
      });
    },
  };

  /** Only for those who sign in with a password here: a mail must not open a way in that somebody never had. */
  async function mailLink(
    send: NonNullable<SendAccountMail>,
    email: string,
    note: (personId: number) => void,
  ): Promise<void> {
    const found = await store.findPersonByEmail(db, email);
    const issued = found && (await issueFor(found.id));
    if (!issued) return;
    note(issued.person.id);
    const result = await send(passwordResetMail(issued.person, resetLink(publicUrl(), issued.token)));
    if (!result.sent) log.warn({ personId: issued.person.id, reason: result.reason }, 'a password link was not sent');
  }

  async function issueFor(personId: number) {
    return transaction(db, async (tx) => {
      const person = await store.lockAccess(tx, personId);
      if (!person?.authUserId || person.disabledAt !== null) return null;
      if (!(await loadSignInMethods(tx, person.authUserId)).hasPassword) return null;
      const { token } = await issueLink(tx, 'password-reset', person);
      await recordEvent(tx, anonymous, 'person.passwordResetRequested', personId);
      return { person, token };
    });
  }
}

/**
 * For the operator at the machine itself, who needs no mail: makes a link for whoever is in the directory.
 * @throws Problem `not_found`, `state_conflict` for somebody who is disabled
 */
export async function makeResetToken(db: Database, email: string): Promise<{ token: string; expiresAt: Date }> {
  const found = await store.findPersonByEmail(db, email);
  if (!found) throw problem('not_found', `Nobody has the address ${email}.`);
  return transaction(db, async (tx) => {
    const person = (await store.lockAccess(tx, found.id))!;
    if (person.disabledAt !== null) throw problem('state_conflict', 'This person is disabled.');
    const actor: Actor = { ...system, name: 'The operator, by command line' } as Actor;
    await recordEvent(tx, actor, 'person.passwordResetRequested', person.id);
    return issueLink(tx, 'password-reset', person);
  });
}
