import { z } from 'zod';
import { plainReply } from './reply.ts';
import type { CommonSettings } from './settings.ts';
import type { SourceType } from './source.ts';

/** What a check of our own finds. It takes nothing from outside: its signals are made where the check is run. */
export const check: SourceType<CommonSettings> = {
  type: 'check',
  title: 'Check',
  description: 'Evenkeel looks by itself, and raises an alert when the check fails.',
  endpoints: [],
  readsHeaders: [],
  settings: { schema: z.object({}), fields: [] },
  setup: () => [],
  parse() {
    const detail = 'This belongs to a check, which takes no requests.';
    return { kind: 'rejected', status: 404, code: 'unknown_path', detail, errors: [detail] };
  },
  reply: plainReply,
};
