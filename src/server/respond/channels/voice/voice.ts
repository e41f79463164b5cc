/** Phone calls that read a page aloud and take a key as the answer. */
import { z } from 'zod';
import { defineCarriedChannel } from '../channel.ts';
import { phoneNumber, shownNumber } from '../sms/phone-number.ts';

const settingsSchema = z.object({ number: phoneNumber });
export type VoiceTo = z.infer<typeof settingsSchema>;

export const voice = defineCarriedChannel<VoiceTo>({
  channel: 'voice',
  title: 'Phone call',
  noun: 'phone call',
  icon: 'phone',
  description: 'A call that reads the page aloud; press 4 to acknowledge. The surest way to wake somebody.',
  whereToLook: 'A call reads it to you.',
  timeoutMs: 30_000,
  settingsSchema,
  fields: [
    {
      key: 'number',
      label: 'Phone number',
      kind: 'phone',
      help: 'With its country code. Save the number that calls you as a contact with emergency bypass, so that it rings at night.',
      placeholder: '+49 170 1234567',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: false, acknowledgeAction: true, reply: false, receipt: true },
    ...{ update: true, updateAs: 'end' },
    wakes: 'if-allowed',
  },
  isVerified: false,
  describe: ({ number }) => shownNumber(number),
  identityOf: ({ number }) => number,
  phoneOf: ({ number }) => number,
});
