import type { FastifyRequest } from 'fastify';
import { problem } from '../../contract/errors.ts';
import { deleteEndedAttempts } from '../platform/auth/attempts.ts';
import { createKnownDevices } from '../platform/auth/known-device.ts';
import { networkOf } from '../platform/auth/network.ts';
import { deleteExpired } from '../platform/auth/one-time.ts';
import type { SamlFlow, SamlFlowOptions } from '../platform/auth/saml/flow.ts';
import { createSignIn } from '../platform/auth/sign-in.ts';
import { loadSignInSecret } from '../platform/auth/sign-in-secret.ts';
import { createSignInThrottle } from '../platform/auth/sign-in-throttle.ts';
import { createTokenBuckets } from '../platform/http/token-buckets.ts';
import { startLoop } from '../platform/loop.ts';
import { deleteOldSecurityEvents } from '../platform/security/store.ts';
import type { Platform, Stage } from '../stage.ts';
import { auditHandlers } from './audit/handlers.ts';
import type { ContactChannels } from './contact-methods/channels.ts';
import { contactMethodHandlers } from './contact-methods/handlers.ts';
import { directoryChecks } from './doctor/checks.ts';
import { wantedClaims } from './entry/actions.ts';
import { entryHandlers } from './entry/handlers.ts';
import type { SendAccountMail } from './people/account-mail.ts';
import { personHandlers } from './people/handlers.ts';
import { createPasswordResets } from './people/password-reset.ts';
import { roleHandlers } from './roles/handlers.ts';
import { refreshMetadata } from './saml/actions.ts';
import { samlCheck } from './saml/check.ts';
import { samlHandlers } from './saml/handlers.ts';
import { scimProtocol } from './scim/routes.ts';
import { serviceHandlers } from './services/handlers.ts';
import { sessionHandlers } from './session/handlers.ts';
import { createSessions, type Sessions } from './session/sessions.ts';
import { deleteIdleSessions } from './session/store.ts';
import { type MakeStartingSet, renewSetupToken } from './setup/actions.ts';
import { setupHandlers } from './setup/handlers.ts';
import { teamHandlers } from './teams/handlers.ts';
import { tokenHandlers } from './tokens/handlers.ts';
import { viewHandlers } from './views/handlers.ts';

export type DirectoryStage = Stage & {
  sessions: Sessions;
  /** The token of the set-up link while nobody has set up this installation, else null. */
  setupToken: () => Promise<string | null>;
};

export type DirectoryOptions = {
  channels: ContactChannels;
  sendMail: SendAccountMail;
  makeStartingSet: MakeStartingSet;
};

const hourMs = 3_600_000;

export async function startDirectory(platform: Platform, options: DirectoryOptions): Promise<DirectoryStage> {
  const { config, db, egress, keyring, log, publicUrl, security } = platform;
  const secret = await loadSignInSecret(db, keyring, log);
  const signIn = createSignIn({ db, secret, publicUrl: config.publicUrl });
  const { cookiePrefix } = signIn;
  const { oidc, closeProvider } = await startSingleSignOn(platform, secret, cookiePrefix);
  const sessions = createSessions(db, signIn, config.publicUrl);
  const signInPorts = {
    hasOidc: oidc !== null,
    signIn,
    devices: createKnownDevices({ secret, cookiePrefix }),
    security,
    throttle: createSignInThrottle({
      db,
      onFailure: (request, what, account) =>
        security.note(request, what === 'failed' ? 'sign_in.failed' : 'sign_in.refused', { subject: account ?? '' }),
    }),
  };
  // In this process: a refusal must cost nothing, and the rows are few for each node.
  const strangers = createTokenBuckets(60, 0.2);
  const limitStrangers = (request: FastifyRequest) => {
    if (!strangers.take(networkOf(request.ip, true)))
      throw problem('too_many_requests', 'Too many attempts; try again in a few minutes.');
  };
  const { sendMail, makeStartingSet } = options;
  const resets = createPasswordResets({ db, sendMail, publicUrl, log, security });
  const sweep = async () => {
    await deleteExpired(db);
    await deleteEndedAttempts(db);
    await deleteIdleSessions(db);
    await deleteOldSecurityEvents(db);
    return false;
  };

  const saml = samlFlow({ db, keyring, cookiePrefix, publicUrl, log });
  let metadataFault: string | null = null;
  const refresh = async () => {
    metadataFault = await refreshMetadata(db, egress);
    return false;
  };

  return {
    handlers: [
      ...teamHandlers,
      ...roleHandlers,
      ...personHandlers({ publicUrl, sendMail, security }),
      ...serviceHandlers,
      ...contactMethodHandlers({ channels: options.channels, keyring, publicUrl, security }),
      ...tokenHandlers,
      ...viewHandlers,
      ...entryHandlers({ db, oidc, saml }),
      ...samlHandlers({ db, ...signInPorts, saml, egress, keyring, publicUrl, limitStrangers }),
      ...sessionHandlers({ db, ...signInPorts, oidc, canMailResets: resets.isPossible, sessions, limitStrangers }),
      ...setupHandlers({ ...signInPorts, resets, makeStartingSet }),
      ...auditHandlers,
    ],
    protocols: [scimProtocol(publicUrl)],
    checks: [...directoryChecks(db, oidc !== null), samlCheck(db, () => metadataFault)],
    loops: [
      startLoop({ name: 'expired sign-ins', pauseMs: hourMs, log, work: sweep }),
      startLoop({ name: 'SAML metadata', pauseMs: 12 * hourMs, log, work: refresh }),
    ],
    drain: closeProvider,
    sessions,
    setupToken: () => renewSetupToken(db),
  };
}

/** Its libraries are loaded with the first sign-in. */
function samlFlow(options: SamlFlowOptions): () => Promise<SamlFlow> {
  let flow: Promise<SamlFlow> | undefined;
  return () => {
    flow ??= import('../platform/auth/saml/flow.ts').then(({ createSamlFlow }) => createSamlFlow(options));
    return flow;
  };
}

/** Its library is loaded only where single sign-on is configured, because it costs 10 MB. */
async function startSingleSignOn({ config, db, log, publicUrl }: Platform, secret: string, cookiePrefix: string) {
  if (!config.oidc) return { oidc: null, closeProvider: async () => {} };
  const { createOidcProvider } = await import('../platform/auth/oidc/provider.ts');
  const { createOidcFlow } = await import('../platform/auth/oidc/flow.ts');
  const provider = createOidcProvider(config.oidc, config.egressAllow);
  const oidc = createOidcFlow({
    ...{ db, provider, secret, cookiePrefix, publicUrl, log },
    wantedClaims: () => wantedClaims(db),
  });
  return { oidc, closeProvider: () => provider.close() };
}
