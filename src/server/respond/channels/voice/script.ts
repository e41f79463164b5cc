/** What a call says and what its keys do. The keys are those that people know from other pagers. */
import type { Message } from '../message.ts';
import type { Handled, Happening, PageAction } from '../provider.ts';
import { spokenOf } from '../wording.ts';
import { voice } from './voice.ts';

const keys = new Map<string, PageAction>([
  ['4', 'acknowledge'],
  ['5', 'escalate'],
  ['6', 'resolve'],
]);
const repeatKey = '*';

export const menu = 'Press 4 to acknowledge, 5 to escalate, 6 to resolve, or star to hear this again.';
export const nothingPressed = 'No key was pressed. The page stays open. Good bye.';
const unknownKey = 'That key does nothing.';

/** The sentences of a call, without the menu; a code is said digit by digit, twice. */
export function spokenSentences(message: Message): string[] {
  if (message.kind === 'verify') {
    const digits = [...message.code].join(', ');
    return [`This is Evenkeel. Your code is: ${digits}.`, `Again: ${digits}.`];
  }
  return ['This is Evenkeel.', `${spokenOf(message)}.`];
}

/** The token of a page that a key may answer; undefined for a call that only tells. */
export function tokenOf(message: Message): string | undefined {
  return message.kind === 'page' ? message.token : undefined;
}

/** What a key does, if it does anything. @param number the one that was called, as E.164 */
export function keyPressed(digits: string, token: string, number: string, callId: string): Happening | null {
  const action = keys.get(digits);
  if (!action) return null;
  const by = { channel: voice.channel, identity: number };
  return { kind: 'press', key: `${callId} ${digits}`, action, token, by, inCall: true };
}

/** What is said after a key that does nothing, or asks to hear it again. */
export function sayAgain(digits: string, sentences: string[]): string[] {
  const told = sentences.filter((each) => each !== unknownKey);
  return digits === repeatKey || digits === '' ? told : [unknownKey, ...told];
}

/** What came of a key, and the end of the call. */
export function sayDone(handled: Handled | undefined): string[] {
  const words = handled?.isRepeat ? 'That is done already' : (handled?.text ?? '').replace(/https?:\S+/g, '');
  return [...(words ? [`${words.replace(/[\s.:]+$/, '')}.`] : []), 'Good bye.'];
}

/** Text between tags of the XML that phone providers take. */
export function xmlText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
