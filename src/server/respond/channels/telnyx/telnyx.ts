/** Text messages and calls through Telnyx (API v2, Call Control). */
import { carry, defineProvider } from '../provider.ts';
import { apiUrlField, callFromField, textFields } from '../sms/provider-settings.ts';
import { type SmsTo, sms } from '../sms/sms.ts';
import { type VoiceTo, voice } from '../voice/voice.ts';
import { receive } from './receive.ts';
import { call, hangUp, sendText } from './send.ts';
import { settingsSchema, type TelnyxSettings } from './settings.ts';

export const telnyx = defineProvider<TelnyxSettings>({
  kind: 'telnyx',
  title: 'Telnyx',
  icon: 'phone',
  description: 'Text messages and phone calls, with replies, key presses and delivery receipts.',
  settingsSchema,
  hasCountries: true,
  fields: [
    { key: 'apiKey', label: 'API key', kind: 'secret', help: 'Under API Keys in the portal.', placeholder: 'KEY…' },
    {
      key: 'signedBy',
      label: 'Public key',
      kind: 'text',
      help: 'On the same page: what Telnyx reports to us is checked with it.',
    },
    {
      key: 'from',
      label: 'From',
      kind: 'text',
      help: 'A number of yours or a sender name.',
      placeholder: '+4930123456',
    },
    {
      key: 'messagingProfile',
      label: 'Messaging profile',
      kind: 'text',
      help: 'Its id; needed for a sender name.',
      isOptional: true,
    },
    {
      key: 'connection',
      label: 'Voice API application',
      kind: 'text',
      help: 'Its id, a long number. Without it there are no calls.',
      isOptional: true,
    },
    callFromField,
    ...textFields,
    apiUrlField,
  ],
  describe: ({ from }) => from,
  destinationsOf: ({ apiUrl }) => [apiUrl],
  steps: ({ hookUrl }) => [
    { title: 'Copy two keys', text: 'In the portal, under API Keys: an API key, and the public key of the account.' },
    {
      title: 'Receive replies',
      text: 'Give your number a messaging profile, and enter this address as its inbound webhook, API version 2.',
      code: hookUrl,
    },
    {
      title: 'For calls',
      text: 'Under Voice, create a Voice API application with the same address, an outbound voice profile that allows your countries, and your number. Enter the application’s id here.',
      code: hookUrl,
    },
    {
      title: 'Rules of the carriers',
      text: 'For numbers in the United States register 10DLC first, or messages are blocked. A sender name cannot receive replies.',
    },
  ],
  carries: [
    carry<TelnyxSettings, SmsTo>(sms, { send: sendText }),
    carry<TelnyxSettings, VoiceTo>(voice, { send: call, update: hangUp }),
  ],
  receive,
});
