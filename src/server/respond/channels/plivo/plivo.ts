/** Text messages and calls through Plivo (API v1). */
import { carry, defineProvider } from '../provider.ts';
import { apiUrlField, callFromField, textFields } from '../sms/provider-settings.ts';
import { type SmsTo, sms } from '../sms/sms.ts';
import { type VoiceTo, voice } from '../voice/voice.ts';
import { receive } from './receive.ts';
import { call, hangUp, sendText } from './send.ts';
import { type PlivoSettings, settingsSchema } from './settings.ts';

export const plivo = defineProvider<PlivoSettings>({
  kind: 'plivo',
  title: 'Plivo',
  icon: 'phone',
  description: 'Text messages and phone calls, with replies, key presses and delivery receipts.',
  settingsSchema,
  hasCountries: true,
  fields: [
    {
      key: 'authId',
      label: 'Auth ID',
      kind: 'text',
      help: 'On the front page of the Plivo console.',
      placeholder: 'MA…',
    },
    {
      key: 'authToken',
      label: 'Auth token',
      kind: 'secret',
      help: 'Beside it; it also signs what Plivo reports to us.',
    },
    {
      key: 'from',
      label: 'From',
      kind: 'text',
      help: 'A number of yours or a sender name.',
      placeholder: '+4930123456',
    },
    callFromField,
    ...textFields,
    apiUrlField,
  ],
  describe: ({ authId, from }) => `${from} (…${authId.slice(-4)})`,
  destinationsOf: ({ apiUrl }) => [apiUrl],
  steps: ({ hookUrl }) => [
    { title: 'Copy two values', text: 'Auth ID and auth token are on the front page of the Plivo console.' },
    {
      title: 'Receive replies',
      text: 'Create an XML application, enter this address as its message URL with the method POST, and give your number that application.',
      code: hookUrl,
    },
    {
      title: 'For calls',
      text: 'Plivo asks this installation what to say, so calls need an address that is reachable from the internet. Nothing else is set up.',
    },
    {
      title: 'Rules of the carriers',
      text: 'For numbers in the United States register 10DLC first, or messages are blocked. A sender name cannot receive replies.',
    },
  ],
  carries: [
    carry<PlivoSettings, SmsTo>(sms, { send: sendText }),
    carry<PlivoSettings, VoiceTo>(voice, { send: call, update: hangUp }),
  ],
  receive,
});
