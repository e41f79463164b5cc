/** Answers to one message where there are no buttons: a reaction to it, or a word in reply to it. Pure. */
import type { PageAction } from './provider.ts';

const reactions: Record<string, PageAction> = {
  ...{ '✅': 'acknowledge', '✔': 'acknowledge', '☑': 'acknowledge', '👍': 'acknowledge', '👀': 'acknowledge' },
  ...{ '⏫': 'escalate', '⬆': 'escalate', '🆙': 'escalate' },
};

/** @param emoji with or without a colour of skin */
export function actionOfReaction(emoji: string): PageAction | null {
  return reactions[emoji.replace(/\ufe0f|[\u{1f3fb}-\u{1f3ff}]/gu, '')] ?? null;
}

const words: Record<string, PageAction> = {
  ...{ a: 'acknowledge', ack: 'acknowledge', acknowledge: 'acknowledge' },
  ...{ cant: 'decline', decline: 'decline' },
  ...{ e: 'escalate', escalate: 'escalate', c: 'resolve', resolve: 'resolve', resolved: 'resolve' },
};

export function actionOfWord(text: string): PageAction | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, '')
    .replace(/['’]/g, '');
  return Object.hasOwn(words, word) ? words[word]! : null;
}

/** `3a`, `a 3`, `ack`: what is meant for us among everything that people say in a room. */
export function looksLikeReply(text: string): boolean {
  return /^(\d{1,6}\s*[a-z]{0,11}|[a-z]{1,11}\s*\d{1,6})[.!]*$/i.test(text.trim()) || actionOfWord(text) !== null;
}

/** What the hint under a message says where reactions are read. */
export const reactionHint = 'React with ✅ to acknowledge.';
