/** What a call says and what its keys do. The keys are those that people know from other pagers. */
import type { Message } from '../message.ts';
import type { PageAction } from '../provider.ts';
import { spokenOf } from '../wording.ts';

export const keys: Record<string, PageAction> = { '4': 'acknowledge', '5': 'escalate', '6': 'resolve' };
export const repeatKey = '*';

export const menu = 'Press 4 to acknowledge, 5 to escalate, 6 to resolve, or star to hear this again.';
export const nothingPressed = 'No key was pressed. The page stays open. Good bye.';

/** The sentences of a call, without the menu; a code is said digit by digit, twice. */
export function spokenSentences(message: Message): string[] {
  if (message.kind === 'verify') {
    const digits = [...message.code].join(', ');
    return [`This is Evenkeel. Your code is: ${digits}.`, `Again: ${digits}.`];
  }
  return ['This is Evenkeel.', `${spokenOf(message)}.`];
}

/** Text between tags of the XML that phone providers take. */
export function xmlText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
