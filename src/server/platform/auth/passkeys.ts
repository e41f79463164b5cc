/** Passkeys by `@simplewebauthn/server`, which is loaded when the first person uses one. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { problem } from '../../../contract/errors.ts';
import type { Database } from '../db/database.ts';
import { issueOneTimeToken, takeOneTimeToken } from './one-time.ts';
import * as store from './passkey-store.ts';
import { addCookies, cookieLine, readCookie } from './session-cookie.ts';
import type { Exchange } from './sign-in.ts';

const challengeSeconds = 300;
const name = 'Evenkeel';

export type PasskeyOptions = { db: Database; cookiePrefix: string; publicUrl: string | undefined };
type Ceremony = 'registration' | 'authentication';
type Json = Record<string, unknown>;

export function createPasskeys({ db, cookiePrefix, publicUrl }: PasskeyOptions) {
  const cookieName = `${cookiePrefix}.passkey_challenge`;
  const rpID = publicUrl ? new URL(publicUrl).hostname : 'localhost';
  const originOf = (request: FastifyRequest) =>
    publicUrl ? new URL(publicUrl).origin : (request.headers.origin ?? '');
  const library = () => import('@simplewebauthn/server');

  async function remember({ reply }: Exchange, ceremony: Ceremony, challenge: string, userId: string | null) {
    const data = { ceremony, challenge, userId };
    const { token } = await issueOneTimeToken(db, 'passkey', { data, lifeSeconds: challengeSeconds });
    addCookies(reply, [cookieLine(cookieName, token, challengeSeconds)]);
  }

  /** The challenge that this browser was given last, which counts once; null when there is none. */
  async function challengeOf({ request }: Exchange, ceremony: Ceremony, userId: string | null): Promise<string | null> {
    const token = readCookie(request, cookieName);
    const data = token === undefined ? null : (await takeOneTimeToken(db, 'passkey', token))?.data;
    return data?.ceremony === ceremony && data.userId === userId ? String(data.challenge) : null;
  }

  return {
    async registrationOptions(exchange: Exchange, user: { id: string; email: string }): Promise<Json> {
      const { generateRegistrationOptions } = await library();
      const options = await generateRegistrationOptions({
        rpName: name,
        rpID,
        userID: Uint8Array.from(randomBytes(32)),
        userName: user.email,
        userDisplayName: user.email,
        attestationType: 'none',
        excludeCredentials: await store.listCredentials(db, user.id),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      await remember(exchange, 'registration', options.challenge, user.id);
      return { ...options };
    },

    /** @throws Problem `code_not_valid` when the answer does not fit the challenge */
    async register(exchange: Exchange, userId: string, label: string, response: Json): Promise<store.PasskeyRow> {
      const expectedChallenge = await challengeOf(exchange, 'registration', userId);
      if (expectedChallenge === null) throw problem('code_not_valid');
      const { verifyRegistrationResponse } = await library();
      const { registrationInfo: made } = await verifyRegistrationResponse({
        response: response as never,
        expectedChallenge,
        expectedOrigin: originOf(exchange.request),
        expectedRPID: rpID,
        requireUserVerification: true,
      }).catch(() => ({ registrationInfo: undefined }));
      if (!made) throw problem('code_not_valid');
      const kept = await store.insertPasskey(db, {
        id: randomUUID(),
        userId,
        name: label,
        credentialId: made.credential.id,
        publicKey: Buffer.from(made.credential.publicKey).toString('base64'),
        counter: made.credential.counter,
        deviceType: made.credentialDeviceType,
        backedUp: made.credentialBackedUp,
        transports: (made.credential.transports ?? []).join(','),
        aaguid: made.aaguid,
      });
      if (!kept) throw problem('code_not_valid');
      return kept;
    },

    async signInOptions(exchange: Exchange): Promise<Json> {
      const { generateAuthenticationOptions } = await library();
      const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
      await remember(exchange, 'authentication', options.challenge, null);
      return { ...options };
    },

    /**
     * A passkey is two factors in one, so the device must have asked for a finger, a face or a PIN.
     * @returns whose it is @throws Problem `sign_in_failed`
     */
    async authenticate(exchange: Exchange, response: Json): Promise<string> {
      const expectedChallenge = await challengeOf(exchange, 'authentication', null);
      const passkey = typeof response.id === 'string' ? await store.findPasskey(db, response.id) : null;
      if (expectedChallenge === null || !passkey) throw problem('sign_in_failed');
      const { verifyAuthenticationResponse } = await library();
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: response as never,
        expectedChallenge,
        expectedOrigin: originOf(exchange.request),
        expectedRPID: rpID,
        credential: {
          id: passkey.credentialId,
          publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64')),
          counter: passkey.counter,
        },
        requireUserVerification: true,
      }).catch(() => ({ verified: false, authenticationInfo: undefined }));
      if (!verified || !authenticationInfo) throw problem('sign_in_failed');
      await store.setCounter(db, passkey.id, authenticationInfo.newCounter);
      return passkey.userId;
    },
  };
}
