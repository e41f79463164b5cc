/**
 * Single sign-on by SAML 2.0: requests by the redirect binding, answers by the POST binding. The id of a request is a
 * one-time token that the browser must bring back in a cookie. The answer comes from the provider's site, without
 * cookies; what it says is kept for a moment, and the browser comes for it by a link of this site.
 */
import { SAML } from '@node-saml/node-saml';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { NameIdFormat, SamlAttributes } from '../../../../contract/directory/saml.ts';
import type { Database } from '../../db/database.ts';
import { readNow } from '../../db/now.ts';
import type { Keyring } from '../../secrets.ts';
import { localPath } from '../local-path.ts';
import { issueOneTimeToken, readOneTimeToken, spendCode, takeOneTimeToken } from '../one-time.ts';
import { addCookies, cookieLine, readCookie } from '../session-cookie.ts';
import type { Exchange } from '../sign-in.ts';
import { checkAssertion, readAssertion, replaySeconds } from './assertion.ts';
import { SamlFailure } from './failure.ts';
import { identityOf, type SamlIdentity } from './identity.ts';
import { type SamlIdp, serviceProviderAt } from './metadata.ts';
import { loadOwnKey } from './own-key.ts';
import { checkShape } from './shape.ts';
import { parseXml } from './xml.ts';

export type SamlConnection = {
  idp: SamlIdp;
  nameIdFormat: NameIdFormat;
  signsRequests: boolean;
  allowsIdpInitiated: boolean;
  attributes: SamlAttributes;
};

export type SamlFlowOptions = {
  db: Database;
  keyring: Keyring;
  cookiePrefix: string;
  publicUrl: () => string;
  log: Logger;
};

/** `isTest`: nobody is to be signed in. `failure` is one sentence for whoever has set it up. */
export type SamlReturn = { returnTo: string; isTest: boolean } & (
  | { identity: SamlIdentity & { entityId: string }; failure: null }
  | { identity: null; failure: string }
);

/** What is kept of an answer; `request` is the id of the request, null where the provider began by itself. */
type Kept = SamlReturn & { request: string | null };

export type SamlFlow = ReturnType<typeof createSamlFlow>;

const requestSeconds = 600;
const answerSeconds = 120;
const formats: Record<NameIdFormat, string | null> = {
  unspecified: null,
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
};
const begunElsewhere = 'The sign-in began at the provider, which is not allowed here.';
const notBegun = 'The sign-in was begun in another browser, more than ten minutes ago, or was finished before.';

export function createSamlFlow({ db, keyring, cookiePrefix, publicUrl, log }: SamlFlowOptions) {
  const cookieName = `${cookiePrefix}.saml_request`;

  function libraryFor({ idp, nameIdFormat }: SamlConnection, requestId: string, privateKey?: string): SAML {
    const { entityId, acsUrl } = serviceProviderAt(publicUrl());
    return new SAML({
      issuer: entityId,
      callbackUrl: acsUrl,
      entryPoint: idp.signInUrl,
      idpCert: idp.certificates,
      identifierFormat: formats[nameIdFormat],
      disableRequestedAuthnContext: true,
      generateUniqueId: () => requestId,
      // Either signature is enough, as one of them must be there; who, for whom and when is looked at here.
      wantAssertionsSigned: false,
      wantAuthnResponseSigned: false,
      audience: false,
      acceptedClockSkewMs: -1,
      ...(privateKey === undefined ? {} : { privateKey, signatureAlgorithm: 'sha256' as const }),
    });
  }

  /** The assertion that the provider has signed, and nothing besides. @throws SamlFailure */
  async function verified(connection: SamlConnection, base64: string): Promise<string> {
    try {
      const { profile } = await libraryFor(connection, '').validatePostResponseAsync({ SAMLResponse: base64 });
      const xml = profile?.getAssertionXml?.();
      if (xml) return xml;
    } catch (error) {
      log.warn({ err: error }, 'the answer of the SAML provider was not believed');
      const { message } = error as Error;
      if (!/signature/i.test(message)) throw new SamlFailure(`The answer cannot be used: ${message.slice(0, 200)}.`);
    }
    throw new SamlFailure('The answer is not signed by a certificate of the provider: compare its metadata.');
  }

  async function read(
    connection: SamlConnection,
    base64: string,
  ): Promise<{ identity: SamlIdentity; request: string | null }> {
    const { idp } = connection;
    const { entityId, acsUrl } = serviceProviderAt(publicUrl());
    if (!/^[A-Za-z0-9+/=\s]+$/.test(base64)) throw new SamlFailure('The provider’s answer is not in base64.');
    const envelope = checkShape(parseXml(Buffer.from(base64, 'base64').toString('utf8')));
    if (envelope.destination !== null && envelope.destination !== acsUrl)
      throw new SamlFailure(
        `The provider’s answer was meant for ${envelope.destination.slice(0, 200)}, not for ${acsUrl}.`,
      );
    const assertion = readAssertion(await verified(connection, base64));
    const expected = { now: await readNow(db), issuer: idp.entityId, audience: entityId, recipient: acsUrl };
    const request = checkAssertion(assertion, expected);
    if (envelope.issuer !== null && envelope.issuer !== idp.entityId)
      throw new SamlFailure('The answer and the assertion in it come from two providers.');
    if (envelope.inResponseTo !== request)
      throw new SamlFailure('The answer and the assertion in it belong to two sign-ins.');
    if (!(await spendCode(db, 'saml assertion', `${idp.entityId} ${assertion.id}`, replaySeconds)))
      throw new SamlFailure('The answer was used before.');
    return { identity: identityOf(assertion, connection.attributes), request };
  }

  /** The request that an answer belongs to; used up by it. @throws SamlFailure */
  async function begun(request: string | null, allowsIdpInitiated: boolean) {
    if (request === null) {
      if (allowsIdpInitiated) return null;
      throw new SamlFailure(begunElsewhere);
    }
    const started = await takeOneTimeToken(db, 'saml-request', request.replace(/^_/, ''));
    if (!started) throw new SamlFailure(notBegun);
    return started.data;
  }

  return {
    /** @returns where to send the browser @throws SamlFailure when the request is to be signed and cannot be */
    async start(
      connection: SamlConnection,
      reply: FastifyReply,
      { returnTo, isTest = false }: { returnTo?: string | undefined; isTest?: boolean },
    ): Promise<string> {
      const data = { returnTo: localPath(returnTo), isTest };
      const { token } = await issueOneTimeToken(db, 'saml-request', { data, lifeSeconds: requestSeconds });
      addCookies(reply, [cookieLine(cookieName, token, requestSeconds)]);
      const key = connection.signsRequests ? (await loadOwnKey(db, keyring)).privateKey : undefined;
      return libraryFor(connection, `_${token}`, key).getAuthorizeUrlAsync('', undefined, {});
    },

    /**
     * Takes the answer, whoever brings it. @returns the token by which the browser of the request gets on, null for what
     * is not believed and is no test: strangers leave nothing
     */
    async receive(connection: SamlConnection, { SAMLResponse, RelayState }: Posted): Promise<string | null> {
      const kept = await answerOf(connection, SAMLResponse, RelayState);
      if (kept.failure !== null && !kept.isTest) return null;
      return (await issueOneTimeToken(db, 'saml-answer', { data: kept, lifeSeconds: answerSeconds })).token;
    },

    /** Whom the provider says it is, or why that cannot be believed; once, and only for the browser that began. */
    async finish({ request, reply }: Exchange, token: string): Promise<SamlReturn> {
      const kept = (await takeOneTimeToken(db, 'saml-answer', token))?.data as Kept | undefined;
      const cookie = readCookie(request, cookieName);
      addCookies(reply, [cookieLine(cookieName, '', 0)]);
      if (!kept) return { returnTo: '/', isTest: false, identity: null, failure: notBegun };
      if (kept.request !== null && kept.request !== `_${cookie}`)
        return { returnTo: '/', isTest: kept.isTest, identity: null, failure: notBegun };
      return kept;
    },
  };

  async function answerOf(connection: SamlConnection, base64: string, relayState: string | undefined): Promise<Kept> {
    const named = requestNamedIn(base64);
    const started = named === null ? null : await readOneTimeToken(db, 'saml-request', named);
    const isTest = started?.data.isTest === true;
    try {
      // Before anything is verified, which costs: strangers have no request.
      if (named === null && !connection.allowsIdpInitiated) throw new SamlFailure(begunElsewhere);
      if (named !== null && !started) throw new SamlFailure(notBegun);
      const { identity, request } = await read(connection, base64);
      const data = await begun(request, connection.allowsIdpInitiated);
      return {
        ...{ request, returnTo: localPath(data ? data.returnTo : relayState), isTest },
        identity: { ...identity, entityId: connection.idp.entityId },
        failure: null,
      };
    } catch (error) {
      if (!(error instanceof SamlFailure)) throw error;
      log.warn({ reason: error.message }, 'single sign-on by SAML failed');
      const request = named === null ? null : `_${named}`;
      return { request, returnTo: '/', isTest, identity: null, failure: storable(error.message) };
    }
  }
}

/** Nothing of it is believed: it only says which request an answer claims to belong to. */
function requestNamedIn(base64: string): string | null {
  const text = Buffer.from(base64, 'base64').toString('utf8');
  return /\sInResponseTo=["']_([A-Za-z0-9_-]{1,64})["']/.exec(text)?.[1] ?? null;
}

/** The database keeps no NUL and no half of a character. */
const storable = (text: string) => text.replaceAll(/[\0\ud800-\udfff]/gu, '');

type Posted = { SAMLResponse: string; RelayState?: string | undefined };
