import * as contract from '../../../contract/directory/people.ts';
import { personIdOf } from '../../platform/auth/actor.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { SecurityLog } from '../../platform/security/log.ts';
import type { SendAccountMail } from './account-mail.ts';
import * as actions from './actions.ts';
import { invitePerson } from './invitations.ts';
import { listPeople } from './store.ts';

export type PersonPorts = {
  /** Where the links of invitations lead. */
  publicUrl: () => string;
  sendMail: SendAccountMail;
  security: SecurityLog;
};

export function personHandlers({ publicUrl, sendMail, security }: PersonPorts): Handler[] {
  return [
    implement(contract.listPeople, (ctx, { query }) => listPeople(ctx.db, query)),
    implement(contract.getPerson, (ctx, { params }) => actions.getPerson(ctx, params.id)),
    implement(contract.createPerson, (ctx, { body }) => actions.createPerson(ctx, body)),
    implement(contract.updatePerson, (ctx, { params, body, ifMatch }) =>
      actions.updatePerson(ctx, params.id, body, ifMatch),
    ),
    implement(contract.disablePerson, (ctx, { params }) => actions.setDisabled(ctx, params.id, true)),
    implement(contract.enablePerson, (ctx, { params }) => actions.setDisabled(ctx, params.id, false)),
    implement(contract.invitePerson, async (ctx, { params, query, request }) => {
      const ports = { publicUrl: publicUrl(), sendMail: query.mail === 'true' ? sendMail : null };
      const { mail, ...invitation } = await invitePerson(ctx, params.id, ports);
      const subject = `invitation of person ${params.id}`;
      security.note(request, 'access_link.made', { personId: personIdOf(ctx.actor), subject });
      return { ...invitation, mail: mail && { sent: mail.sent, reason: mail.sent ? null : mail.reason } };
    }),
    implement(contract.removeTwoFactorOf, (ctx, { params }) => actions.removeSecondFactors(ctx, params.id)),
  ];
}
