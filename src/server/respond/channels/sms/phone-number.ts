import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import type { Outcome } from '../channel.ts';

/** A phone number with its country, however it is written; kept as E.164, e.g. `+4930123456`. */
export const phoneNumber = z
  .string()
  .max(40)
  .transform((given, context) => {
    const parsed = parsePhoneNumberFromString(given.trim());
    if (parsed?.isPossible() && parsed.ext === undefined) return parsed.number as string;
    context.addIssue({
      code: 'custom',
      message: 'must be a phone number with its country code, such as +49 30 123456',
    });
    return z.NEVER;
  });

/** The number as far as it may be shown: `+49 … 456`. */
export function shownNumber(number: string): string {
  const code = parsePhoneNumberFromString(number)?.countryCallingCode ?? '';
  return `+${code} … ${number.slice(-3)}`;
}

/** A number that writes to itself would be answered by itself for ever. */
export const ownNumber: Outcome = { outcome: 'failed', reason: 'this is the number that messages are sent from' };

/** As providers and modems write numbers, with the plus, with 00 or with neither; what is none stays as it is. */
export function withPlus(number: string): string {
  const [, digits] = /^(?:00)?([1-9]\d{4,14})$/.exec(number.trim()) ?? [];
  return digits === undefined ? number.trim() : `+${digits}`;
}
