/** Phone calls through an Asterisk of one's own (REST interface, ARI): its trunk, its numbers, no service between. */
import { carry, defineProvider } from '../provider.ts';
import { type VoiceTo, voice } from '../voice/voice.ts';
import { call, hangUp } from './call.ts';
import { listen } from './listen.ts';
import { type AsteriskSettings, settingsSchema } from './settings.ts';

export const asterisk = defineProvider<AsteriskSettings>({
  kind: 'asterisk',
  title: 'Asterisk',
  icon: 'phone-outgoing',
  description: 'Phone calls through your own telephone system; keys work without a way in from the internet.',
  settingsSchema,
  hasCountries: true,
  fields: [
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      help: 'A private address must be allowed by the operator (EVENKEEL_EGRESS_ALLOW).',
      placeholder: 'http://pbx.example.com:8088',
    },
    { key: 'username', label: 'User', kind: 'text', help: 'From ari.conf.', placeholder: 'evenkeel' },
    { key: 'password', label: 'Password', kind: 'secret', help: 'From ari.conf.' },
    {
      key: 'endpoint',
      label: 'How to dial',
      kind: 'text',
      help: '{number} becomes the number, such as +4930123456.',
      placeholder: 'PJSIP/{number}@trunk',
    },
    {
      key: 'audio',
      label: 'Voice or recording',
      kind: 'text',
      help: 'A URL of your text to speech, with {text} where the words go; Asterisk fetches it. Or one recording for all pages, such as sound:custom/page, that says which keys there are.',
      placeholder: 'http://tts.example.com/say.wav?text={text}',
    },
    {
      key: 'callerId',
      label: 'Caller ID',
      kind: 'text',
      help: 'The number that is shown, if your trunk lets you.',
      isOptional: true,
    },
    {
      key: 'app',
      label: 'Application',
      kind: 'text',
      help: 'Another name for a second installation.',
      isOptional: true,
      placeholder: 'evenkeel',
    },
  ],
  describe: ({ url }) => new URL(url).host,
  destinationsOf: ({ url }) => [url],
  steps: () => [
    {
      title: 'Open the interface',
      text: 'In http.conf switch the server on, and in ari.conf add a user. Keep the port closed to everybody but this installation.',
      code: '[general]\nenabled = yes\n\n[evenkeel]\ntype = user\npassword = …',
    },
    {
      title: 'Let it call',
      text: 'Any trunk that can reach the phones of your people will do. “How to dial” is what you would give the dialplan’s Dial.',
    },
    {
      title: 'Give it a voice',
      text: 'With text to speech Asterisk fetches each text as a WAV of 8 kHz (it needs res_http_media_cache). Without, record one announcement; codes are read digit by digit with Asterisk’s own sounds.',
      code: 'sox announcement.wav -r 8000 -c 1 /var/lib/asterisk/sounds/custom/page.wav',
    },
  ],
  carries: [carry<AsteriskSettings, VoiceTo>(voice, { send: call, update: hangUp })],
  listen,
});
