/** Text messages, through whichever phone provider the installation has. */
import { z } from 'zod';
import { defineCarriedChannel } from '../channel.ts';
import { phoneNumber, shownNumber } from './phone-number.ts';

const settingsSchema = z.object({ number: phoneNumber });
export type SmsTo = z.infer<typeof settingsSchema>;

export const sms = defineCarriedChannel<SmsTo>({
  channel: 'sms',
  title: 'Text message',
  noun: 'text message',
  icon: 'message-square',
  description: 'An SMS to your phone; reply with a short code to acknowledge.',
  whereToLook: 'A text message shows it.',
  timeoutMs: 30_000,
  settingsSchema,
  fields: [
    {
      key: 'number',
      label: 'Phone number',
      kind: 'phone',
      help: 'With its country code.',
      placeholder: '+49 170 1234567',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: true, receipt: true, update: false },
    wakes: 'if-allowed',
  },
  isVerified: false,
  describe: ({ number }) => shownNumber(number),
  identityOf: ({ number }) => number,
  phoneOf: ({ number }) => number,
});
