import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

/** What one server-sent event carries: enough to know which reads are stale, nothing that needs hiding. */
export const liveEvent = z.object({
  kind: z.string(),
  subjectKind: z.string(),
  subjectId: z.number().nullable(),
});
export type LiveEvent = z.output<typeof liveEvent>;

export const followLive = endpoint({
  name: 'followLive',
  method: 'GET',
  path: '/api/v1/live',
  permission: 'signed-in',
  summary: 'Server-sent events: what has changed. Resume with Last-Event-ID; a `reset` event means: reload everything.',
  tag: 'live',
  output: z.string(),
  contentType: 'text/event-stream',
});
