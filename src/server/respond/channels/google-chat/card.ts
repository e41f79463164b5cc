/**
 * A message as a card (https://developers.google.com/workspace/chat/api/reference/rest/v1/cards), in which nobody is
 * mentioned by what a text says: its paragraphs are HTML, and escaped.
 */
import { escapeHtml, singleLine, truncate } from '../../../../domain/text.ts';
import type { Message } from '../message.ts';
import { bodyOf, linkOf, referencesOf, subjectOf } from '../wording.ts';

/** A message holds 32 000 bytes, and a sign may become six. */
const mostBodyBytes = 3_500;
const mostReferences = 5;

/** @param mention a user's number */
export function googleChatMessage(message: Message, mention: string | undefined): Record<string, unknown> {
  const subject = subjectOf(message);
  const links = linksOf(message);
  return {
    ...(mention ? { text: `<users/${mention}>` } : {}),
    fallbackText: truncate(withoutBrackets(subject), 300),
    cardsV2: [
      {
        cardId: 'message',
        card: {
          header: { title: withoutBrackets(subject) },
          sections: [
            {
              widgets: [
                { textParagraph: { text: escapeHtml(bodyOf(message, mostBodyBytes)).replace(/\n/g, '<br>') } },
                ...(links.length > 0 ? [{ buttonList: { buttons: links } }] : []),
              ],
            },
          ],
        },
      },
    ],
    // What happens to a page is one thread.
    ...('page' in message ? { thread: { threadKey: `evenkeel-page-${message.page.id}` } } : {}),
  };
}

/** The same without a card. */
export function plainMessage(message: Message, mention: string | undefined): Record<string, unknown> {
  const body = bodyOf(message, mostBodyBytes).split('\n').map(withoutBrackets).join('\n');
  const parts = [withoutBrackets(subjectOf(message)), body, linkOf(message)].filter(Boolean).join('\n\n');
  return { text: mention ? `<users/${mention}> ${parts}` : parts };
}

function linksOf(message: Message) {
  const open = (text: string, url: string) => ({ text: truncate(text, 60), onClick: { openLink: { url } } });
  const link = linkOf(message);
  const references = 'page' in message ? referencesOf(message.page).slice(0, mostReferences) : [];
  return [
    ...(link ? [open(message.kind === 'page' ? 'Acknowledge' : 'Open', link)] : []),
    ...references
      .filter((each) => each.link.length <= 1_000)
      .map((each) => open(withoutBrackets(each.label), each.link)),
  ];
}

/** Brackets make mentions and links of what they hold. */
function withoutBrackets(text: string): string {
  return singleLine(text, 500).replace(/</g, '‹').replace(/>/g, '›');
}
