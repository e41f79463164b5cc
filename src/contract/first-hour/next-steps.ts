import { z } from 'zod';
import { endpoint, noContent } from '../endpoint.ts';

/** What an installation does one after the other: first until a page arrives, then until it can be relied on. */
export const nextStepKeys = [
  'reach',
  'on-call',
  'policy',
  'service',
  'source',
  'sender',
  'second-person',
  'rotation',
  'second-step',
  'second-way',
  'mail',
  'status-page',
  'drill',
  'assessment',
] as const;
export type NextStepKey = (typeof nextStepKeys)[number];

const key = z.enum(nextStepKeys);

export const listMyNextSteps = endpoint({
  name: 'listMyNextSteps',
  method: 'GET',
  path: '/api/v1/me/next-steps',
  permission: 'signed-in',
  summary: 'Your suggested next steps: only what you may do and have not dismissed',
  tag: 'me',
  output: z.object({ items: z.array(z.object({ key })), doneCount: z.number().int(), totalCount: z.number().int() }),
});

export const dismissMyNextStep = endpoint({
  name: 'dismissMyNextStep',
  method: 'PUT',
  path: '/api/v1/me/next-steps/:key/dismissal',
  permission: 'signed-in',
  summary: 'Dismiss this step, for you only',
  tag: 'me',
  params: z.strictObject({ key }),
  output: noContent,
  status: 204,
});

export const recallMyNextStep = endpoint({
  name: 'recallMyNextStep',
  method: 'DELETE',
  path: '/api/v1/me/next-steps/:key/dismissal',
  permission: 'signed-in',
  summary: 'Suggest this step again while it is open',
  tag: 'me',
  params: z.strictObject({ key }),
  output: noContent,
  status: 204,
});
