import * as contract from '../../../contract/directory/contact-methods.ts';
import { personIdOf } from '../../platform/auth/actor.ts';
import { requirePerson } from '../../platform/context.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { SecurityLog } from '../../platform/security/log.ts';
import * as actions from './actions.ts';
import { sendTest } from './test-message.ts';
import { sendVerification, verify } from './verification.ts';

type Ports = actions.ContactMethodPorts & { publicUrl: () => string; security: SecurityLog };

export function contactMethodHandlers(ports: Ports): Handler[] {
  return [
    implement(contract.listMyContactMethods, (ctx) => actions.listContactMethods(ctx, requirePerson(ctx))),
    implement(contract.addMyContactMethod, (ctx, { body }) =>
      actions.addContactMethod(ctx, ports, requirePerson(ctx), { ...body, verified: false }),
    ),
    implement(contract.changeMyContactMethod, (ctx, { params, body }) =>
      actions.changeContactMethod(ctx, requirePerson(ctx), params.id, body),
    ),
    implement(contract.removeMyContactMethod, (ctx, { params }) =>
      actions.removeContactMethod(ctx, requirePerson(ctx), params.id),
    ),
    implement(contract.sendMyVerification, async (ctx, { params }) => {
      const result = await sendVerification(ctx, ports, params.id);
      return { sent: result.sent, reason: result.sent ? null : result.reason };
    }),
    implement(contract.verifyMyContactMethod, (ctx, { params, body }) => verify(ctx, params.id, body.code)),
    implement(contract.testMyContactMethod, async (ctx, { params }) => {
      const result = await sendTest(ctx, ports, params.id);
      return { sent: result.sent, reason: result.sent ? null : result.reason };
    }),
    implement(contract.readMyNotificationRules, (ctx) => actions.readRules(ctx, requirePerson(ctx))),
    implement(contract.replaceMyNotificationRules, (ctx, { body, ifMatch }) =>
      actions.replaceRules(ctx, requirePerson(ctx), body, ifMatch),
    ),
    implement(contract.listContactMethodsOf, async (ctx, { params, request }) => {
      const listed = await actions.listContactMethods(ctx, params.id);
      const personId = personIdOf(ctx.actor);
      if (personId !== params.id)
        ports.security.note(request, 'contact_methods.read', { personId, subject: `person ${params.id}` });
      return listed;
    }),
    implement(contract.addContactMethodOf, (ctx, { params, body }) =>
      actions.addContactMethod(ctx, ports, params.id, body),
    ),
    implement(contract.removeContactMethodOf, (ctx, { params }) =>
      actions.removeContactMethod(ctx, params.id, params.contactMethodId),
    ),
    implement(contract.readNotificationRulesOf, (ctx, { params }) => actions.readRules(ctx, params.id)),
    implement(contract.replaceNotificationRulesOf, (ctx, { params, body, ifMatch }) =>
      actions.replaceRules(ctx, params.id, body, ifMatch),
    ),
  ];
}
