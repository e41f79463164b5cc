import type { z } from 'zod';
import { problem } from '../../../contract/errors.ts';

/** Reads settings as their schema says. @param whose for the refusal, e.g. `the channel sms` @throws Problem `invalid_input` */
export function readSettings<Settings>(schema: z.ZodType<Settings>, settings: unknown, whose: string): Settings {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw problem('invalid_input', `These settings do not fit ${whose}.`, errors);
}
