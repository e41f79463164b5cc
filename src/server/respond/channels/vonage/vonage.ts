/** Text messages (SMS API or Messages API) and calls (Voice API) through Vonage. */
import { carry, defineProvider } from '../provider.ts';
import { apiUrlField, callFromField, textFields } from '../sms/provider-settings.ts';
import { type SmsTo, sms } from '../sms/sms.ts';
import { type VoiceTo, voice } from '../voice/voice.ts';
import { receive } from './receive.ts';
import { call, hangUp, sendText } from './send.ts';
import { settingsSchema, type VonageSettings } from './settings.ts';

export const vonage = defineProvider<VonageSettings>({
  kind: 'vonage',
  title: 'Vonage',
  icon: 'phone',
  description: 'Text messages and phone calls, with replies, key presses and delivery receipts.',
  settingsSchema,
  hasCountries: true,
  fields: [
    {
      key: 'account',
      label: 'API key',
      kind: 'text',
      help: 'In the API settings of the dashboard.',
      placeholder: 'abcd1234',
    },
    { key: 'apiSecret', label: 'API secret', kind: 'secret', help: 'Beside the API key.' },
    {
      key: 'signatureSecret',
      label: 'Signature secret',
      kind: 'secret',
      help: 'In the API settings; what Vonage reports to us is checked with it. Choose the method SHA-256 HMAC or SHA-512 HMAC there.',
    },
    {
      key: 'api',
      label: 'API for text messages',
      kind: 'choice',
      help: 'As set in the dashboard under “Default SMS setting”.',
      isOptional: true,
      choices: [
        { value: 'sms', label: 'SMS API' },
        { value: 'messages', label: 'Messages API' },
      ],
    },
    {
      key: 'from',
      label: 'From',
      kind: 'text',
      help: 'A number of yours or a sender name.',
      placeholder: '+4930123456',
    },
    {
      key: 'applicationId',
      label: 'Application',
      kind: 'text',
      help: 'Its id, for calls and the Messages API. Without it there are no calls.',
      isOptional: true,
    },
    {
      key: 'privateKey',
      label: 'Private key of the application',
      kind: 'secret',
      help: 'All of the file private.key.',
      isOptional: true,
    },
    callFromField,
    ...textFields,
    { ...apiUrlField, key: 'smsUrl', label: 'Address of the SMS API' },
    apiUrlField,
  ],
  describe: ({ account, from }) => `${from} (${account})`,
  destinationsOf: ({ smsUrl, apiUrl }) => [smsUrl, apiUrl],
  steps: ({ hookUrl }) => [
    {
      title: 'Copy three values',
      text: 'In the API settings of the dashboard: API key, API secret and signature secret. Set the signature method to SHA-256 HMAC or SHA-512 HMAC.',
    },
    {
      title: 'Receive replies',
      text: 'With the SMS API: enter this address in the API settings for inbound SMS and delivery receipts, and switch signed webhooks on. With the Messages API: as inbound and status URL of the application.',
      code: hookUrl,
    },
    {
      title: 'For calls',
      text: 'Create an application with the capability Voice, enter the same address as its event URL, switch signed webhooks on, and link your number. Enter its id and the whole private.key here.',
      code: hookUrl,
    },
  ],
  carries: [
    carry<VonageSettings, SmsTo>(sms, { send: sendText }),
    carry<VonageSettings, VoiceTo>(voice, { send: call, update: hangUp }),
  ],
  receive,
});
