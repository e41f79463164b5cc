/** What Twilio reads aloud: https://www.twilio.com/docs/voice/twiml */
import { keyUrl } from '../voice/key-url.ts';
import { menu, nothingPressed, xmlText } from '../voice/script.ts';

/** Twilio takes no more inside the request for a call. */
const mostCharacters = 4_000;

/** Many phones swallow the first second. Said twice; a key is taken at any time, and for ten seconds afterwards. */
export function asking(hookUrl: string, token: string, sentences: string[], most = 400): string {
  const text = [...sentences.join(' ')].slice(0, most).join('');
  const action = xmlText(keyUrl(hookUrl, { token, sentences }, most * 4));
  const once = say(`${text} ${menu}`);
  const gather = `<Gather input="dtmf" numDigits="1" timeout="10" method="POST" action="${action}">${once}<Pause length="5"/>${once}</Gather>`;
  const twiml = `<Response><Pause length="1"/>${gather}${say(nothingPressed)}<Hangup/></Response>`;
  return twiml.length > mostCharacters && most > 20 ? asking(hookUrl, token, sentences, Math.ceil(most * 0.7)) : twiml;
}

export function telling(sentences: string[], most = 400): string {
  const text = [...sentences.join(' ')].slice(0, most).join('');
  return `<Response><Pause length="1"/>${say(text)}<Hangup/></Response>`;
}

const say = (text: string) => `<Say><prosody rate="90%">${xmlText(text)}</prosody></Say>`;
