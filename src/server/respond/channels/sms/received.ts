import type { Handled, Happening } from '../provider.ts';
import { wishOf } from './reply-words.ts';
import { sms } from './sms.ts';
import { answerText } from './sms-text.ts';

/**
 * What a text message to us means: an answer to a page, or the wish to be left alone.
 * @param from E.164, as `identityOf` gives it
 * @param key the provider's id of the message
 */
export function textReceived(text: string, from: string, key: string): Happening {
  const by = { channel: sms.channel, identity: from };
  const wish = wishOf(text);
  return wish ? { kind: wish, key, by } : { kind: 'reply', key, text, by };
}

/** What is written back; empty for nothing. The carrier itself answers STOP and START. */
export function answerTo(happening: Happening, handled: Handled | undefined): string {
  return happening.kind === 'reply' && handled?.text ? answerText(handled.text) : '';
}
