import { z } from 'zod';
import { endpoint, id, idParams, instant, line, noContent, timeZone } from '../endpoint.ts';
import { permissions } from '../permissions.ts';
import { emailAddress, person } from './people.ts';
import { newPassword } from './setup.ts';

const currentPassword = z.string().min(1).max(128);
/** What a browser made or must be given for WebAuthn; its form is the browser's own. */
const webAuthn = z.record(z.string(), z.unknown());
export const signInAnswer = z.object({ status: z.enum(['signed-in', 'two-factor-required']) });

export const session = z
  .object({
    actor: z.enum(['anonymous', 'person', 'token', 'bootstrap']),
    person: person.nullable(),
    permissions: z.array(z.enum(permissions)).describe('For everything'),
    teamPermissions: z
      .array(z.object({ teamId: id, permissions: z.array(z.enum(permissions)) }))
      .describe('Beside those, for what belongs to a team'),
    signInMethods: z.object({
      password: z.literal(true),
      passkey: z.boolean(),
      oidc: z.boolean(),
      saml: z.object({ name: z.string() }).nullish().describe('The SAML provider, if there is one'),
      singleSignOnRequired: z.boolean().describe('Nobody but emergency admins signs in another way'),
      passwordReset: z.boolean().describe('Whether a forgotten password can be reset with an e-mailed link'),
    }),
    demo: z
      .object({ madeAt: instant })
      .nullable()
      .describe('Not null: everything here is made up, relative to this moment'),
  })
  .meta({ id: 'Session', description: 'Who you are here and what you may do.' });
export type Session = z.output<typeof session>;

export const readSession = endpoint({
  name: 'readSession',
  method: 'GET',
  path: '/api/v1/session',
  permission: 'public',
  summary: 'Who you are and what you may do',
  tag: 'session',
  output: session,
});

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/v1/session',
  permission: 'public',
  summary: 'Sign in with e-mail address and password',
  tag: 'session',
  body: z.strictObject({ email: emailAddress, password: currentPassword }),
  output: signInAnswer,
});

export const signInTwoFactor = endpoint({
  name: 'signInTwoFactor',
  method: 'POST',
  path: '/api/v1/session/two-factor',
  permission: 'public',
  summary: 'Finish signing in with the code of an authenticator app, or with a backup code',
  tag: 'session',
  body: z.strictObject({ code: z.string().trim().min(6).max(32) }),
  output: signInAnswer,
});

export const signOut = endpoint({
  name: 'signOut',
  method: 'DELETE',
  path: '/api/v1/session',
  permission: 'session',
  summary: 'Sign out of this browser',
  tag: 'session',
  output: noContent,
  status: 204,
});

export const browserSession = z
  .object({
    id: z.string(),
    createdAt: instant,
    lastSeenAt: instant,
    network: z.string().nullable().describe('The network it was last used from'),
    device: z.string().describe('What the browser calls itself'),
    isCurrent: z.boolean().describe('Whether it is the one making this request'),
  })
  .meta({
    id: 'BrowserSession',
    description: 'A browser that is signed in; ends after 7 days without use, and after 30 days in any case.',
  });
export type BrowserSession = z.output<typeof browserSession>;

const sessionId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export const listMySessions = endpoint({
  name: 'listMySessions',
  method: 'GET',
  path: '/api/v1/me/sessions',
  permission: 'session',
  summary: 'List the browsers that are signed in as you',
  tag: 'me',
  output: z.object({ items: z.array(browserSession) }),
});

export const endMySession = endpoint({
  name: 'endMySession',
  method: 'DELETE',
  path: '/api/v1/me/sessions/:id',
  permission: 'session',
  summary: 'Sign one of your browsers out',
  tag: 'me',
  params: z.strictObject({ id: sessionId }),
  output: noContent,
  status: 204,
});

export const endMyOtherSessions = endpoint({
  name: 'endMyOtherSessions',
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  permission: 'session',
  summary: 'Sign out everywhere but here',
  tag: 'me',
  output: z.object({ ended: z.number().int() }),
});

export const listSessionsOf = endpoint({
  name: 'listSessionsOf',
  method: 'GET',
  path: '/api/v1/people/:id/sessions',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'List the browsers that are signed in as a person',
  tag: 'people',
  params: idParams,
  output: z.object({ items: z.array(browserSession) }),
});

export const endSessionsOf = endpoint({
  name: 'endSessionsOf',
  method: 'DELETE',
  path: '/api/v1/people/:id/sessions',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Sign a person out everywhere',
  tag: 'people',
  params: idParams,
  output: z.object({ ended: z.number().int() }),
});

export const confirmSession = endpoint({
  name: 'confirmSession',
  method: 'POST',
  path: '/api/v1/session/confirm',
  permission: 'session',
  summary: 'Confirm your identity with your password; valid for 15 minutes. Signing in again has the same effect',
  tag: 'session',
  body: z.strictObject({ password: currentPassword }),
  output: noContent,
  status: 204,
});

export const readPasskeySignInOptions = endpoint({
  name: 'readPasskeySignInOptions',
  method: 'POST',
  path: '/api/v1/session/passkey/options',
  permission: 'public',
  summary: 'Create a challenge to sign in with a passkey',
  tag: 'session',
  output: webAuthn,
});

export const signInWithPasskey = endpoint({
  name: 'signInWithPasskey',
  method: 'POST',
  path: '/api/v1/session/passkey',
  permission: 'public',
  summary: 'Sign in with a passkey',
  tag: 'session',
  body: z.strictObject({ response: webAuthn }),
  output: signInAnswer,
});

export const startOidc = endpoint({
  name: 'startOidc',
  method: 'GET',
  path: '/api/v1/session/oidc',
  permission: 'public',
  summary: 'Go to the single sign-on of this organisation',
  tag: 'session',
  query: z.strictObject({ returnTo: z.string().max(500).optional() }),
  output: z.string(),
  contentType: 'text/plain; charset=utf-8',
  status: 302,
});

export const finishOidc = endpoint({
  name: 'finishOidc',
  method: 'GET',
  path: '/api/v1/session/oidc/callback',
  permission: 'public',
  summary: 'Where the single sign-on sends people back to',
  tag: 'session',
  query: z.object({
    state: z.string().max(500).optional(),
    code: z.string().max(4000).optional(),
    error: z.string().max(500).optional(),
    error_description: z.string().max(2000).optional(),
  }),
  output: z.string(),
  contentType: 'text/plain; charset=utf-8',
  status: 302,
});

export const readMe = endpoint({
  name: 'readMe',
  method: 'GET',
  path: '/api/v1/me',
  permission: 'signed-in',
  summary: 'Read your profile and how you sign in',
  tag: 'me',
  output: person.extend({ hasPassword: z.boolean(), hasTwoFactor: z.boolean(), passkeyCount: z.number().int() }),
});

export const changeMe = endpoint({
  name: 'changeMe',
  method: 'PATCH',
  path: '/api/v1/me',
  permission: 'signed-in',
  summary: 'Change your name or time zone',
  tag: 'me',
  body: z.strictObject({ name: line(120).optional(), timeZone: timeZone.optional() }),
  output: person,
});

export const changeMyPassword = endpoint({
  name: 'changeMyPassword',
  method: 'PUT',
  path: '/api/v1/me/password',
  permission: 'session',
  summary: 'Change your password; ends all other sessions and, if requested, revokes your API tokens',
  tag: 'me',
  body: z.strictObject({ currentPassword, newPassword, revokeTokens: z.boolean().default(false) }),
  output: noContent,
  status: 204,
});

export const enrolTwoFactor = endpoint({
  name: 'enrolTwoFactor',
  method: 'POST',
  path: '/api/v1/me/two-factor',
  permission: 'session',
  summary: 'Start setting up an authenticator app; it takes effect once a code is confirmed',
  tag: 'me',
  confirms: true,
  body: z.strictObject({ password: currentPassword }),
  output: z.object({ uri: z.string(), backupCodes: z.array(z.string()) }),
  answersSecret: true,
});

export const confirmTwoFactor = endpoint({
  name: 'confirmTwoFactor',
  method: 'POST',
  path: '/api/v1/me/two-factor/confirm',
  permission: 'session',
  summary: 'Confirm the authenticator app with a code; from now on sign-in requires it',
  tag: 'me',
  body: z.strictObject({ code: z.string().trim().length(6) }),
  output: noContent,
  status: 204,
});

export const disableTwoFactor = endpoint({
  name: 'disableTwoFactor',
  method: 'POST',
  path: '/api/v1/me/two-factor/disable',
  permission: 'session',
  summary: 'Disable the authenticator app',
  tag: 'me',
  confirms: true,
  body: z.strictObject({ password: currentPassword }),
  output: noContent,
  status: 204,
});

export const passkey = z
  .object({ id: z.string(), name: z.string(), createdAt: instant.nullable() })
  .meta({ id: 'Passkey', description: 'A key in a device or password manager that signs its owner in.' });

export const listMyPasskeys = endpoint({
  name: 'listMyPasskeys',
  method: 'GET',
  path: '/api/v1/me/passkeys',
  permission: 'signed-in',
  summary: 'List your passkeys',
  tag: 'me',
  output: z.object({ items: z.array(passkey) }),
});

export const readPasskeyRegistrationOptions = endpoint({
  name: 'readPasskeyRegistrationOptions',
  method: 'POST',
  path: '/api/v1/me/passkeys/options',
  permission: 'session',
  summary: 'Create a challenge to make a passkey',
  tag: 'me',
  confirms: true,
  output: webAuthn,
  answersSecret: true,
});

export const addMyPasskey = endpoint({
  name: 'addMyPasskey',
  method: 'POST',
  path: '/api/v1/me/passkeys',
  permission: 'session',
  summary: 'Save the passkey that the browser created',
  tag: 'me',
  confirms: true,
  body: z.strictObject({ name: line(80), response: webAuthn }),
  output: passkey,
  status: 201,
});

export const removeMyPasskey = endpoint({
  name: 'removeMyPasskey',
  method: 'DELETE',
  path: '/api/v1/me/passkeys/:id',
  permission: 'session',
  summary: 'Remove a passkey',
  tag: 'me',
  confirms: true,
  params: z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
  output: noContent,
  status: 204,
});
