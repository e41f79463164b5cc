import { z } from 'zod';
import { endpoint, line, timeZone } from '../endpoint.ts';
import { emailAddress, person } from './people.ts';

/** Long enough to resist guessing; length is all that is asked for. */
export const newPassword = z.string().min(10, 'Use at least 10 characters.').max(128);

export const readSetup = endpoint({
  name: 'readSetup',
  method: 'GET',
  path: '/api/v1/setup',
  permission: 'public',
  summary: 'Whether this installation is still waiting for its first admin',
  tag: 'setup',
  output: z.object({ open: z.boolean() }),
});

export const setUp = endpoint({
  name: 'setUp',
  method: 'POST',
  path: '/api/v1/setup',
  permission: 'public',
  summary: 'Create the first admin with the one-time link printed at startup, and sign in',
  tag: 'setup',
  body: z.strictObject({
    token: z.string().min(1).max(200),
    name: line(120),
    email: emailAddress,
    password: newPassword,
    timeZone: timeZone.default('UTC'),
    teamName: line(120)
      .optional()
      .describe(
        'Also creates what a first page needs: this team, a schedule, an escalation policy, a service, a source',
      ),
  }),
  output: person,
  status: 201,
});

export const readInvitation = endpoint({
  name: 'readInvitation',
  method: 'POST',
  path: '/api/v1/invitation',
  permission: 'public',
  summary: 'Whom an invitation link is for',
  tag: 'setup',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  output: z.object({ email: z.string(), name: z.string() }),
});

export const acceptInvitation = endpoint({
  name: 'acceptInvitation',
  method: 'POST',
  path: '/api/v1/invitation/accept',
  permission: 'public',
  summary: 'Choose a password with an invitation link, and sign in',
  tag: 'setup',
  body: z.strictObject({
    token: z.string().min(1).max(200),
    password: newPassword,
    name: line(120).optional(),
    timeZone: timeZone.optional(),
  }),
  output: z.object({ status: z.enum(['signed-in', 'two-factor-required']) }),
});

export const requestPasswordReset = endpoint({
  name: 'requestPasswordReset',
  method: 'POST',
  path: '/api/v1/password-reset',
  permission: 'public',
  summary: 'E-mail a link to choose a new password; the response never reveals whether the address is known',
  tag: 'setup',
  body: z.strictObject({ email: emailAddress }),
  output: z.object({ status: z.literal('accepted') }),
  status: 202,
});

export const readPasswordReset = endpoint({
  name: 'readPasswordReset',
  method: 'POST',
  path: '/api/v1/password-reset/link',
  permission: 'public',
  summary: 'Whose password a link replaces',
  tag: 'setup',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  output: z.object({ email: z.string(), name: z.string() }),
});

export const resetPassword = endpoint({
  name: 'resetPassword',
  method: 'POST',
  path: '/api/v1/password-reset/password',
  permission: 'public',
  summary: 'Choose a new password with a one-time link; ends every session of the person and signs in',
  tag: 'setup',
  body: z.strictObject({
    token: z.string().min(1).max(200),
    password: newPassword,
    revokeTokens: z.boolean().default(false).describe('Also revoke the API tokens of the person'),
  }),
  output: z.object({ status: z.enum(['signed-in', 'two-factor-required']) }),
});
