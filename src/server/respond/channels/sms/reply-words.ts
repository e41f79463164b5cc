/** Why a contact method is off after STOP; START switches it on again only if this is why. */
export const stoppedReason = 'the number asked for no more messages (STOP)';

/** What carriers take for a wish to be left alone, and for its end; they act on it themselves. */
const stopWords = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke']);
const startWords = new Set(['start', 'yes', 'unstop']);

export function wishOf(text: string): 'stop' | 'start' | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, '');
  if (stopWords.has(word)) return 'stop';
  return startWords.has(word) ? 'start' : null;
}
