import { matchesGlob } from '../../../../domain/detect/condition.ts';
import type { Mail } from '../generic/bodies/mail-text.ts';
import type { EmailSettings } from './email-settings.ts';

/** Of a long body: what decides stands at its start. */
const readCharacters = 20_000;

/** What the rules of the source say of a mail, null when none of them fits. */
export function ruleOf(settings: EmailSettings, { subject, text }: Mail): 'ignore' | 'resolve' | 'trigger' | null {
  const texts = [subject.toLowerCase(), text.slice(0, readCharacters).toLowerCase()];
  const fits = (patterns: string[] | undefined) =>
    (patterns ?? []).some((pattern) => texts.some((one) => matchesGlob(`*${pattern.toLowerCase()}*`, one)));
  if (fits(settings.ignores)) return 'ignore';
  if (fits(settings.closes)) return 'resolve';
  return fits(settings.opens) ? 'trigger' : null;
}
