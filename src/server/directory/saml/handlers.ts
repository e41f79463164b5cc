import type { FastifyRequest } from 'fastify';
import * as contract from '../../../contract/directory/saml.ts';
import { problem } from '../../../contract/errors.ts';
import type { SamlFlow } from '../../platform/auth/saml/flow.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { failedTrial, keepTrial, tryEntry } from '../entry/trial.ts';
import type { SignInPorts } from '../session/actions.ts';
import { enterBySingleSignOn } from '../session/single-sign-on.ts';
import * as actions from './actions.ts';
import { provenBySaml } from './proven.ts';

export type SamlPorts = SignInPorts & {
  db: Database;
  saml: () => Promise<SamlFlow>;
  egress: Egress;
  keyring: Keyring;
  publicUrl: () => string;
  /** Counts calls of strangers that leave a row each. @throws Problem `too_many_requests` */
  limitStrangers: (request: FastifyRequest) => void;
};

export function samlHandlers(ports: SamlPorts): Handler[] {
  const { db, saml, egress, keyring, publicUrl, limitStrangers } = ports;
  const describe = () => actions.describeSamlProvider(db, publicUrl());
  const connection = async () => {
    const found = await actions.readSamlConnection(db);
    if (!found) throw problem('not_found', 'SAML is not set up.');
    return found;
  };
  return [
    implement(contract.readSamlProvider, describe),
    implement(contract.updateSamlProvider, async (ctx, { body, ifMatch }) => {
      await actions.updateSamlProvider(ctx, egress, body, ifMatch);
      return describe();
    }),
    implement(contract.removeSamlProvider, (ctx) => actions.removeSamlProvider(ctx)),
    implement(contract.readSamlMetadata, async () => {
      const { renderMetadata } = await import('../../platform/auth/saml/metadata.ts');
      const { loadOwnKey } = await import('../../platform/auth/saml/own-key.ts');
      const isSigned = (await actions.readSamlConnection(db))?.signsRequests === true;
      const key = isSigned ? await loadOwnKey(db, keyring).catch(refuseUnopened) : null;
      return renderMetadata(publicUrl(), key?.certificate ?? null);
    }),
    implement(contract.startSaml, async (_ctx, { query, request, reply }) => {
      const found = await connection();
      limitStrangers(request);
      // A browser goes here by itself, so a refusal has to be a page too.
      const next = await (await saml()).start(found, reply, query).catch((error) => {
        request.log.warn({ err: error }, 'single sign-on by SAML could not be started');
        return '/sign-in?error=failed';
      });
      reply.header('location', next);
      return '';
    }),
    implement(contract.receiveSaml, async (_ctx, { body, reply }) => {
      const token = await (await saml()).receive(await connection(), body);
      reply.header('location', token === null ? '/sign-in?error=failed' : `/api/v1/session/saml/finish?token=${token}`);
      return '';
    }),
    implement(contract.finishSaml, async (_ctx, { query, request, reply }) => {
      const { identity, failure, returnTo, isTest } = await (await saml()).finish({ request, reply }, query.token);
      const proven = identity && (await provenBySaml(db, identity));
      if (isTest) {
        const trial = proven ? await tryEntry(db, proven) : failedTrial(failure ?? '');
        if (identity?.isSubjectAddress) trial.sentences.push(addressAsId);
        reply.header('location', `/settings/sign-in?test=${await keepTrial(db, trial)}`);
        return '';
      }
      const outcome = proven ? await enterBySingleSignOn(db, ports, { request, reply }, proven) : 'failed';
      reply.header('location', outcome === 'signed-in' ? returnTo : `/sign-in?error=${outcome}`);
      return '';
    }),
  ];
}

const refuseUnopened = (error: Error): never => {
  throw error.name === 'SamlFailure' ? problem('unavailable', error.message) : error;
};

const addressAsId =
  'Their id at the provider is an address: whoever is given it later would be taken for this person. Ask for a persistent NameID, or choose an attribute that never changes.';
