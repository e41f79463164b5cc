/** Text messages and calls through Twilio (API of 2010-04-01). */
import { carry, defineProvider } from '../provider.ts';
import { apiUrlField, callFromField, textFields } from '../sms/provider-settings.ts';
import { type SmsTo, sms } from '../sms/sms.ts';
import { type VoiceTo, voice } from '../voice/voice.ts';
import { receive } from './receive.ts';
import { call, hangUp, sendText } from './send.ts';
import { settingsSchema, type TwilioSettings } from './settings.ts';

export const twilio = defineProvider<TwilioSettings>({
  kind: 'twilio',
  title: 'Twilio',
  icon: 'phone',
  description: 'Text messages and phone calls, with replies, key presses and delivery receipts.',
  settingsSchema,
  hasCountries: true,
  fields: [
    {
      key: 'accountSid',
      label: 'Account SID',
      kind: 'text',
      help: 'On the front page of the Twilio console.',
      placeholder: 'AC…',
    },
    {
      key: 'authToken',
      label: 'Auth token',
      kind: 'secret',
      help: 'It signs what Twilio reports to us, so an API key does not do.',
    },
    {
      key: 'previousAuthToken',
      label: 'Secondary auth token',
      kind: 'secret',
      help: 'While you change the token: signs as well.',
      isOptional: true,
    },
    {
      key: 'from',
      label: 'From',
      kind: 'text',
      help: 'A number of yours, a messaging service (MG…) or a sender name.',
      placeholder: '+4930123456',
    },
    callFromField,
    ...textFields,
    { ...apiUrlField, help: 'For a region, such as https://api.dublin.ie1.twilio.com.' },
  ],
  describe: ({ accountSid, from }) => `${from} (…${accountSid.slice(-4)})`,
  destinationsOf: ({ apiUrl }) => [apiUrl],
  steps: ({ hookUrl }) => [
    { title: 'Copy two values', text: 'Account SID and auth token are on the front page of the Twilio console.' },
    {
      title: 'Receive replies',
      text: 'In the settings of your number or messaging service, under “A message comes in”, choose Webhook, POST, and enter this address.',
      code: hookUrl,
    },
    {
      title: 'Rules of the carriers',
      text: 'For numbers in the United States register A2P 10DLC first, or messages are blocked (error 30034). A sender name cannot receive replies.',
    },
    {
      title: 'Send a test',
      text: 'Receipts and key presses come to the same address by themselves; it must be reachable from the internet.',
    },
  ],
  carries: [
    carry<TwilioSettings, SmsTo>(sms, { send: sendText }),
    carry<TwilioSettings, VoiceTo>(voice, { send: call, update: hangUp }),
  ],
  receive,
});
