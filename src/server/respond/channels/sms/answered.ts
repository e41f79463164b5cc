import type { Handled, Inbound, InboundReply } from '../provider.ts';
import { answerTo, textReceived } from './received.ts';

/**
 * A text message to us, answered by another one.
 * @param write sends the words to whoever wrote
 */
export function answeredByText(
  { text, from, key }: { text: string; from: string; key: string },
  reply: () => InboundReply,
  write: (words: string) => Promise<unknown>,
): Inbound {
  const happening = textReceived(text, from, key);
  return {
    happenings: [happening],
    answer: reply,
    async after([handled]: Handled[]) {
      const words = answerTo(happening, handled);
      if (words !== '') await write(words);
    },
  };
}
