import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { signInAnswer } from './session.ts';

export const signInWithLink = endpoint({
  name: 'signInWithLink',
  method: 'POST',
  path: '/api/v1/session/link',
  permission: 'public',
  summary:
    'Sign in with a one-time link: the one that the demo printed at startup, or that of `evenkeel people sign-in-link`',
  tag: 'session',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  output: signInAnswer,
});
