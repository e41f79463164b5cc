import type { FastifyRequest } from 'fastify';
import * as contract from '../../../contract/directory/session.ts';
import { signInWithLink } from '../../../contract/directory/sign-in-link.ts';
import { problem } from '../../../contract/errors.ts';
import type { OidcFlow } from '../../platform/auth/oidc/flow.ts';
import { requirePerson } from '../../platform/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Handler, type HandlerInput, implement } from '../../platform/http/handler.ts';
import { isSingleSignOnRequired } from '../entry/emergency.ts';
import { failedTrial, keepTrial, tryEntry } from '../entry/trial.ts';
import { changeOwnProfile } from '../people/actions.ts';
import { readSamlConnection } from '../saml/actions.ts';
import * as actions from './actions.ts';
import type { Sessions } from './sessions.ts';
import { enterBySingleSignOn } from './single-sign-on.ts';

export type SessionPorts = actions.SignInPorts & {
  db: Database;
  oidc: OidcFlow | null;
  canMailResets: boolean;
  sessions: Sessions;
  /** Counts calls of strangers that leave a row each. @throws Problem `too_many_requests` */
  limitStrangers: (request: FastifyRequest) => void;
};

const exchangeOf = ({ request, reply }: Pick<HandlerInput<never>, 'request' | 'reply'>) => ({ request, reply });

export function sessionHandlers(ports: SessionPorts): Handler[] {
  const { db, signIn, oidc, canMailResets, sessions, limitStrangers } = ports;
  return [
    implement(contract.readSession, async (ctx) => {
      const singleSignOnRequired = await isSingleSignOnRequired(ctx.db, oidc !== null);
      const provider = await readSamlConnection(ctx.db);
      const saml = provider && { name: provider.name };
      const methods = { oidc: oidc !== null, saml, singleSignOnRequired, passwordReset: canMailResets };
      return actions.describeSession(ctx, methods);
    }),
    implement(contract.signIn, async (ctx, input) => {
      const { status } = await actions.signInWithPassword(ctx, ports, exchangeOf(input), input.body);
      return { status };
    }),
    implement(signInWithLink, async (ctx, input) => {
      const { status } = await actions.signInWithLink(ctx, ports, exchangeOf(input), input.body.token);
      return { status };
    }),
    implement(contract.signInTwoFactor, async (ctx, input) => {
      const { status } = await actions.signInWithSecondFactor(ctx, ports, exchangeOf(input), input.body.code);
      return { status };
    }),
    implement(contract.signOut, (ctx, input) => actions.signOut(ctx, ports, exchangeOf(input))),
    implement(contract.confirmSession, (ctx, input) =>
      actions.confirmSession(ctx, ports, exchangeOf(input), input.body.password),
    ),
    implement(contract.listMySessions, (ctx, { request }) =>
      actions.describeSessions(ctx, requirePerson(ctx), sessions.idOf(request)),
    ),
    implement(contract.endMySession, (ctx, { params }) => actions.endMySession(ctx, params.id)),
    implement(contract.endMyOtherSessions, (ctx, { request }) =>
      actions.endSessionsOf(ctx, requirePerson(ctx), sessions.idOf(request)),
    ),
    implement(contract.listSessionsOf, (ctx, { params, request }) =>
      actions.describeSessions(ctx, params.id, sessions.idOf(request)),
    ),
    implement(contract.endSessionsOf, (ctx, { params }) => actions.endSessionsOf(ctx, params.id, null)),
    implement(contract.readPasskeySignInOptions, (_ctx, input) => {
      limitStrangers(input.request);
      return signIn.passkeySignInOptions(exchangeOf(input));
    }),
    implement(contract.signInWithPasskey, async (ctx, input) => {
      const { status } = await actions.signInWithPasskey(ctx, ports, exchangeOf(input), input.body.response);
      return { status };
    }),
    implement(contract.startOidc, async (_ctx, { query, request, reply }) => {
      if (!oidc) throw problem('not_found', 'No single sign-on is configured.');
      limitStrangers(request);
      // A browser goes here by itself, so a refusal has to be a page too.
      const refused = '/sign-in?error=unreachable';
      const next = await oidc.start(reply, query).catch((error) => {
        request.log.warn({ err: error }, 'single sign-on could not be started');
        return refused;
      });
      reply.header('location', next);
      return '';
    }),
    implement(contract.finishOidc, async (_ctx, { query, request, reply }) => {
      if (!oidc) throw problem('not_found', 'No single sign-on is configured.');
      const { identity, failure, returnTo, isTest } = await oidc.finish({ request, reply }, query);
      const proven = identity && { ...identity, provider: `oidc ${identity.issuer}` };
      if (isTest) {
        const trial = proven ? await tryEntry(db, proven) : failedTrial(failure ?? '');
        reply.header('location', `/settings/sign-in?test=${await keepTrial(db, trial)}`);
        return '';
      }
      const outcome = proven ? await enterBySingleSignOn(db, ports, { request, reply }, proven) : 'failed';
      reply.header('location', outcome === 'signed-in' ? returnTo : `/sign-in?error=${outcome}`);
      return '';
    }),
    implement(contract.readMe, (ctx) => actions.readMe(ctx)),
    implement(contract.changeMe, (ctx, { body, ifMatch }) => changeOwnProfile(ctx, requirePerson(ctx), body, ifMatch)),
    implement(contract.changeMyPassword, (ctx, input) =>
      actions.changePassword(ctx, ports, exchangeOf(input), input.body),
    ),
    implement(contract.enrolTwoFactor, (ctx, input) =>
      actions.enrolTwoFactor(ctx, ports, exchangeOf(input), input.body.password),
    ),
    implement(contract.confirmTwoFactor, (ctx, input) =>
      actions.confirmTwoFactor(ctx, ports, exchangeOf(input), input.body.code),
    ),
    implement(contract.disableTwoFactor, (ctx, input) =>
      actions.disableTwoFactor(ctx, ports, exchangeOf(input), input.body.password),
    ),
    implement(contract.listMyPasskeys, (ctx) => actions.listPasskeys(ctx)),
    implement(contract.readPasskeyRegistrationOptions, (_ctx, input) =>
      signIn.passkeyRegistrationOptions(exchangeOf(input)),
    ),
    implement(contract.addMyPasskey, (ctx, input) => actions.addPasskey(ctx, ports, exchangeOf(input), input.body)),
    implement(contract.removeMyPasskey, (ctx, { params }) => actions.removePasskey(ctx, params.id)),
  ];
}
