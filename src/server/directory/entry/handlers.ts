import * as contract from '../../../contract/directory/sign-in-rules.ts';
import { problem } from '../../../contract/errors.ts';
import type { OidcFlow } from '../../platform/auth/oidc/flow.ts';
import type { SamlFlow } from '../../platform/auth/saml/flow.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { readSamlConnection } from '../saml/actions.ts';
import { readSignInRules, updateSignInRules } from './actions.ts';
import { hasProvider } from './emergency.ts';
import { readTrial } from './trial.ts';

export type EntryPorts = { db: Database; oidc: OidcFlow | null; saml: () => Promise<SamlFlow> };

export function entryHandlers({ db, oidc, saml }: EntryPorts): Handler[] {
  const provider = oidc && { issuer: oidc.issuer };
  return [
    implement(contract.readSignInRules, async (ctx) => ({ provider, ...(await readSignInRules(ctx.db)) })),
    implement(contract.updateSignInRules, async (ctx, { body, ifMatch }) => {
      if (body.isRequired && !(await hasProvider(ctx.db, oidc !== null))) {
        const message = 'No single sign-on is configured, so it cannot be required.';
        throw problem('invalid_input', undefined, [{ path: 'body.isRequired', message }]);
      }
      return { provider, ...(await updateSignInRules(ctx, body, ifMatch)) };
    }),
    implement(contract.startTestSignIn, async (_ctx, { query, reply }) => {
      if (query.protocol === 'saml') {
        const connection = await readSamlConnection(db);
        if (!connection) throw problem('state_conflict', 'SAML is not set up.');
        const url = await (await saml()).start(connection, reply, { isTest: true }).catch((error: Error) => {
          throw error.name === 'SamlFailure' ? problem('unavailable', error.message) : error;
        });
        return { url };
      }
      if (!oidc) throw problem('state_conflict', 'No single sign-on is configured.');
      const url = await oidc.start(reply, { isTest: true }).catch((error) => {
        throw problem('unavailable', oidc.explain(error));
      });
      return { url };
    }),
    implement(contract.readTestSignIn, async (_ctx, { params }) => {
      const trial = await readTrial(db, params.token);
      if (!trial) throw problem('not_found', 'The result of this test sign-in has expired. Begin another one.');
      return trial;
    }),
  ];
}
